import { Badge, Button, Group, Stack } from '@mantine/core';
import { IconBan, IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { listBans } from '../../../http/contract/bans.ts';
import { usePages } from '../../api.ts';
import { Chips } from '../../kit/Chips.tsx';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ExportButton } from '../../kit/ExportButton.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { SearchBox } from '../../kit/SearchBox.tsx';
import { Time } from '../../kit/Time.tsx';
import { chosen, useFilters } from '../../kit/useFilters.ts';
import { useMay } from '../session/session.ts';
import { AddBanDrawer } from './AddBanDrawer.tsx';
import { BanMenu } from './BanMenu.tsx';
import { type Ban, reasonOf, stateOf } from './banText.ts';
import { ExemptionsSection } from './ExemptionsSection.tsx';
import { exportBans } from './exportBans.ts';
import { Network } from './Network.tsx';
import { SignInFailuresSection } from './SignInFailuresSection.tsx';

/** Who is kept away from the phones' ports and why, who never is, and who fails to sign in. */
export function SecurityPage() {
  const filters = useFilters(['search', 'state', 'kind']);
  const query = chosen(filters.values);
  const list = usePages(listBans, { query });
  const [isAdding, setIsAdding] = useState(false);
  const mayChange = useMay('ban.change');
  return (
    <>
      <PageHeader
        title="Security"
        help="Networks that guess secrets or numbers of phones are shut out automatically: nothing from there is looked at."
      >
        <ExportButton isEmpty={list.rows?.length === 0} run={(how) => exportBans(query, how)} />
        {mayChange ? (
          <Button leftSection={<IconBan size={16} />} onClick={() => setIsAdding(true)}>
            Ban a network
          </Button>
        ) : null}
      </PageHeader>
      <Group mb="sm" gap="md">
        <SearchBox
          label="Search bans"
          placeholder="Address, number tried or reason"
          value={filters.values.search}
          onChange={(text) => filters.set('search', text)}
        />
        <Chips label="State" value={filters.values.state} onChange={(value) => filters.set('state', value)} data={stateChoices} />
        <Chips label="Kind" value={filters.values.kind} onChange={(value) => filters.set('kind', value)} data={kindChoices} />
      </Group>
      <Stack>
        <div className="k-card">
          <DataTable
            label="Bans"
            columns={mayChange ? [...columns, menuColumn] : columns}
            {...list}
            keyOf={(row) => row.id}
            empty={
              <EmptyState icon={IconShieldCheck} title={filters.isFiltered ? 'No such ban' : 'Nobody is banned'}>
                Five wrong secrets or unknown numbers within ten minutes ban a network. They appear here with the reason, and can
                be lifted.
              </EmptyState>
            }
          />
        </div>
        <ExemptionsSection />
        <SignInFailuresSection />
      </Stack>
      {isAdding ? <AddBanDrawer onClose={() => setIsAdding(false)} /> : null}
    </>
  );
}

const stateChoices = [
  { value: 'in_force', label: 'In force' },
  { value: 'over', label: 'Over' },
];
const kindChoices = [
  { value: 'ban', label: 'Bans' },
  { value: 'warning', label: 'Warnings' },
];

const columns: readonly Column<Ban>[] = [
  { key: 'network', title: 'Network', cell: (row) => <Network text={row.network} /> },
  { key: 'state', title: 'State', cell: (row) => <State ban={row} /> },
  { key: 'since', title: 'Since', cell: (row) => <Time at={row.bannedAt} /> },
  { key: 'until', title: 'Until', cell: (row) => <Until ban={row} /> },
  { key: 'reason', title: 'Why', width: '45%', cell: (row) => <Why text={reasonOf(row)} /> },
  { key: 'by', title: 'By', cell: (row) => (row.bannedBy === 'system' ? 'By itself' : row.bannedBy) },
];
const menuColumn: Column<Ban> = {
  key: 'do',
  title: 'Actions',
  align: 'right',
  cell: (row) => (row.state === 'in_force' ? <BanMenu ban={row} /> : null),
};

/** What a stranger wrote may have no place to break. */
function Why({ text }: { readonly text: string }) {
  return <div style={{ minWidth: '16rem', overflowWrap: 'anywhere' }}>{text}</div>;
}

function State({ ban }: { readonly ban: Ban }) {
  const { label, color } = stateOf(ban);
  return <Badge color={color}>{label}</Badge>;
}

function Until({ ban }: { readonly ban: Ban }) {
  if (ban.liftedAt !== undefined)
    return (
      <>
        <Time at={ban.liftedAt} />, by {ban.liftedBy === 'system' ? 'itself' : ban.liftedBy}
      </>
    );
  return ban.until === undefined ? 'Until lifted' : <Time at={ban.until} />;
}
