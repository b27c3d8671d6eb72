import { Group } from '@mantine/core';
import { Chips } from '../../kit/Chips.tsx';
import { DateFilter } from '../../kit/DateFilter.tsx';
import { useLocale } from '../../kit/locale.tsx';
import { SearchBox } from '../../kit/SearchBox.tsx';
import { nextDate, startOfDate } from '../../kit/timeText.ts';
import { useFilters } from '../../kit/useFilters.ts';
import { directionChoices, outcomeChoices } from './outcome.ts';

/** Search, outcome and dates of a list of calls; dates are whole days in the operator's zone. */
export function useCallFilters() {
  const filters = useFilters(['search', 'outcome', 'direction', 'from', 'to']);
  const { timeZone } = useLocale();
  const { search, outcome, direction, from, to } = filters.values;
  const query = {
    ...(search === '' ? {} : { search }),
    ...(outcome === '' ? {} : { outcome }),
    ...(direction === '' ? {} : { direction }),
    ...(from === '' ? {} : { from: startOfDate(from, timeZone) }),
    ...(to === '' ? {} : { to: startOfDate(nextDate(to), timeZone) }),
  };
  return { ...filters, query };
}

/** The filters above a list of calls. */
export function CallFilters({ filters }: { readonly filters: ReturnType<typeof useCallFilters> }) {
  const { values, set } = filters;
  return (
    <Group mb="sm" gap="sm">
      <SearchBox
        label="Search calls"
        placeholder="Number, caller or call id"
        value={values.search}
        onChange={(text) => set('search', text)}
      />
      <DateFilter label="From" value={values.from} onChange={(text) => set('from', text)} />
      <DateFilter label="To" value={values.to} onChange={(text) => set('to', text)} />
      <Chips label="Direction" value={values.direction} onChange={(value) => set('direction', value)} data={directionChoices} />
      <Chips label="Outcome" value={values.outcome} onChange={(value) => set('outcome', value)} data={outcomeChoices} />
    </Group>
  );
}
