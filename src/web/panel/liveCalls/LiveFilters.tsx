import { Group, Select } from '@mantine/core';
import { Chips } from '../../kit/Chips.tsx';
import { SearchBox } from '../../kit/SearchBox.tsx';
import type { useFilters } from '../../kit/useFilters.ts';
import { directionChoices } from '../calls/outcome.ts';
import { choicesOf, type LiveList, type liveFilterNames } from './liveList.ts';
import { qualityChoices } from './Quality.tsx';

const stateChoices = [
  { value: 'active', label: 'Talking' },
  { value: 'reserved', label: 'Ringing' },
];

type LiveFiltersProps = {
  readonly filters: ReturnType<typeof useFilters<(typeof liveFilterNames)[number]>>;
  readonly calls: LiveList['items'];
};

/** Search, account, provider and chips above the live calls; all in the browser, which has the whole list. */
export function LiveFilters({ filters: { values, set }, calls }: LiveFiltersProps) {
  const accounts = choicesOf(calls, (one) => ({ value: one.accountId, label: one.accountName }), values.account);
  const providers = choicesOf(
    calls,
    (one) => (one.providerId === null ? undefined : { value: one.providerId, label: one.providerName }),
    values.provider,
  );
  return (
    <Group mb="sm" gap="sm">
      <SearchBox
        label="Search live calls"
        placeholder="Number, account, destination"
        value={values.search}
        onChange={(text) => set('search', text)}
      />
      <Select
        aria-label="Account"
        placeholder="Every account"
        data={[...accounts]}
        value={values.account === '' ? null : values.account}
        onChange={(value) => set('account', value ?? '')}
        searchable
        clearable
        w={{ base: '100%', sm: 190 }}
      />
      <Select
        aria-label="Provider"
        placeholder="Every provider"
        data={[...providers]}
        value={values.provider === '' ? null : values.provider}
        onChange={(value) => set('provider', value ?? '')}
        searchable
        clearable
        w={{ base: '100%', sm: 170 }}
      />
      <Chips label="State" value={values.state} onChange={(value) => set('state', value)} data={stateChoices} />
      <Chips label="Direction" value={values.direction} onChange={(value) => set('direction', value)} data={directionChoices} />
      <Chips label="Quality" value={values.quality} onChange={(value) => set('quality', value)} data={qualityChoices} />
    </Group>
  );
}
