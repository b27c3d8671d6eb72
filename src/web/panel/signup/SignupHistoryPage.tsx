import { Group } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { signupStates } from '../../../core/accounts/signup.ts';
import { Chips } from '../../kit/Chips.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { SearchBox } from '../../kit/SearchBox.tsx';
import { chosen, useFilters } from '../../kit/useFilters.ts';
import { SignupTable } from './SignupTable.tsx';
import { stateWords } from './words.ts';

/** Everything that ever came through a signup form. */
export function SignupHistoryPage() {
  const filters = useFilters(['search', 'state']);
  return (
    <>
      <PageHeader
        title="Signup History"
        help="Every signup with what was sent, from where, and who decided. Nothing is removed."
      />
      <Group mb="sm" gap="md">
        <SearchBox
          label="Search signups"
          placeholder="Name, e-mail, phone, city, address"
          value={filters.values.search}
          onChange={(text) => filters.set('search', text)}
        />
        <Chips
          label="State"
          value={filters.values.state}
          onChange={(value) => filters.set('state', value)}
          data={signupStates.map((value) => ({ value, label: stateWords[value] }))}
        />
      </Group>
      <SignupTable
        label="Signup history"
        query={chosen(filters.values)}
        isStateShown
        empty={
          <EmptyState icon={IconHistory} title={filters.isFiltered ? 'No signup fits' : 'No signup yet'}>
            {filters.isFiltered ? 'Search with fewer words, or take the filter away.' : 'Who signs up stands here for good.'}
          </EmptyState>
        }
      />
    </>
  );
}
