import { Stack } from '@mantine/core';
import { listCalls } from '../../../http/contract/calls.ts';
import { usePages } from '../../api.ts';
import { Section } from '../../kit/Section.tsx';
import { ZoneName } from '../../kit/Time.tsx';
import { CallFilters, useCallFilters } from '../calls/CallFilters.tsx';
import { CallTable } from '../calls/CallTable.tsx';
import { RecordingsSection } from '../recordings/RecordingsSection.tsx';
import type { Account } from './accountValues.ts';

/** The account's finished calls. */
export function CallsTab({ account }: { readonly account: Account }) {
  const filters = useCallFilters();
  const list = usePages(listCalls, { query: { ...filters.query, accountId: account.id } });
  return (
    <Stack gap="md">
      <CallFilters filters={filters} />
      <Section
        title="Calls"
        isFlush
        help={
          <>
            Newest first; times in <ZoneName />
          </>
        }
      >
        <CallTable {...list} isAccountShown={false} emptyText={filters.isFiltered ? 'No call fits.' : 'No call yet.'} />
      </Section>
      <RecordingsSection accountId={account.id} />
    </Stack>
  );
}
