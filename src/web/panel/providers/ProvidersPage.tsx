import { Button, Drawer, Group, Stack, UnstyledButton } from '@mantine/core';
import { IconDownload, IconPlus, IconServer2 } from '@tabler/icons-react';
import { useState } from 'react';
import { addProvider, changeProvider, listProviders } from '../../../http/contract/network.ts';
import { useAnswer, useSend } from '../../api.ts';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { Money } from '../../kit/Money.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { SearchBox } from '../../kit/SearchBox.tsx';
import { useFilters } from '../../kit/useFilters.ts';
import { useCurrency } from '../session/session.ts';
import { exportProviders } from './exportProviders.ts';
import { NumberSection } from './NumberSection.tsx';
import { ProviderFields, protocolLabel } from './ProviderFields.tsx';
import { ProviderRoutes } from './ProviderRoutes.tsx';
import { CallerIdSection, ConnectionSection, HealthSection, LimitSection } from './ProviderSections.tsx';
import { ProviderState } from './ProviderState.tsx';
import { newProvider, type Provider, providerBody, providerValues } from './providerValues.ts';

/** States and counts move while somebody looks. */
const refetchInterval = 5000;

/** Carriers that take calls to the outside, and how they are. */
export function ProvidersPage() {
  const { data, error, refetch } = useAnswer(listProviders, {}, { refetchInterval });
  const [editing, setEditing] = useState<Provider | 'new'>();
  const currency = useCurrency();
  const { values, set, clear } = useFilters(['search']);
  const found = data?.items.filter((provider) => fits(provider, values.search));
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEditing('new')}>
      Add provider
    </Button>
  );
  return (
    <>
      <PageHeader title="Providers" help="Carriers that take your calls to the outside. Routes decide which call goes to whom.">
        <Group gap="xs">
          {found && found.length > 0 ? (
            <Button variant="default" leftSection={<IconDownload size={16} />} onClick={() => exportProviders(found, currency)}>
              Export CSV
            </Button>
          ) : null}
          {add}
        </Group>
      </PageHeader>
      <Group mb="sm">
        <SearchBox
          label="Search providers"
          placeholder="Name, host or route"
          value={values.search}
          onChange={(text) => set('search', text)}
        />
      </Group>
      <div className="k-card">
        <DataTable
          label="Providers"
          columns={columnsFor(setEditing, currency)}
          rows={found}
          keyOf={(row) => row.id}
          error={error}
          onRetry={() => void refetch()}
          empty={<Empty isFiltered={values.search !== ''} onClear={clear} add={add} />}
        />
      </div>
      {editing ? (
        <ProviderDrawer provider={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />
      ) : null}
    </>
  );
}

const answeredText = ({ live: { lastHour } }: Provider): string => {
  const { attempts, answered } = lastHour;
  return attempts === 0 ? '–' : `${Math.round((answered / attempts) * 100)} % of ${attempts}`;
};

/** By name, host or route. */
function fits({ name, host, moreHosts, live }: Provider, search: string): boolean {
  const words = [name, host, ...moreHosts.map((one) => one.host), ...live.routeNames];
  return words.some((word) => word.toLowerCase().includes(search.toLowerCase()));
}

const columnsFor = (onEdit: (provider: Provider) => void, currency: string): readonly Column<Provider>[] => [
  {
    key: 'name',
    title: 'Name',
    cell: (row) => (
      <UnstyledButton className="k-linkbutton" fz="inherit" onClick={() => onEdit(row)}>
        {row.name}
      </UnstyledButton>
    ),
  },
  { key: 'state', title: 'State', cell: (row) => <ProviderState provider={row} /> },
  { key: 'routes', title: 'Routes', cell: (row) => <ProviderRoutes provider={row} /> },
  { key: 'protocol', title: 'Protocol', cell: (row) => protocolLabel(row.protocol) },
  {
    key: 'host',
    title: 'Host',
    cell: (row) => (
      <span className="k-num">
        {row.protocol === 'test' ? 'Built in' : `${row.host}:${row.port}`}
        {row.moreHosts.length === 0 ? '' : ` and ${row.moreHosts.length} more`}
      </span>
    ),
  },
  {
    key: 'calls',
    title: 'Calls now',
    align: 'right',
    cell: (row) => (
      <span className="k-num">
        {row.live.callsNow}
        {row.channelLimit === null ? '' : ` of ${row.channelLimit}`}
      </span>
    ),
  },
  {
    key: 'answered',
    title: 'Answered, last hour',
    align: 'right',
    cell: (row) => <span className="k-num">{answeredText(row)}</span>,
  },
  { key: 'deck', title: 'Cost deck', cell: (row) => row.live.costPackageName ?? 'Not known' },
  { key: 'spent', title: `Spent today, ${currency}`, align: 'right', cell: (row) => <Money value={row.live.spentToday} /> },
];

type EmptyProps = { readonly isFiltered: boolean; readonly onClear: () => void; readonly add: React.ReactNode };

function Empty({ isFiltered, onClear, add }: EmptyProps) {
  const clear = (
    <Button variant="default" onClick={onClear}>
      Clear the search
    </Button>
  );
  return (
    <EmptyState icon={IconServer2} title={isFiltered ? 'No provider fits' : 'No provider yet'} action={isFiltered ? clear : add}>
      {isFiltered
        ? 'Providers are searched by name, host and the routes that name them.'
        : 'Without one, customers can only call each other. To try things out, add the built-in test carrier.'}
    </EmptyState>
  );
}

type ProviderDrawerProps = { readonly provider: Provider | undefined; readonly onClose: () => void };

function ProviderDrawer({ provider, onClose }: ProviderDrawerProps) {
  const add = useSend(addProvider);
  const change = useSend(changeProvider);
  const version = provider?.version;
  return (
    <Drawer opened onClose={onClose} title={provider ? provider.name : 'Add provider'} size="xl">
      <ContractForm
        label="Provider"
        initialValues={provider ? providerValues(provider) : newProvider}
        schema={provider ? changeProvider.body : addProvider.body}
        toBody={(values) => ({ ...providerBody(values), ...(version === undefined ? {} : { version }) })}
        send={async ({ version: known, ...body }) => {
          if (provider && known !== undefined)
            await change.mutateAsync({ params: { id: provider.id }, body: { ...body, version: known } });
          else await add.mutateAsync({ body });
          notifyDone('Saved. The next call uses it.');
          onClose();
        }}
      >
        <Stack>
          <ProviderFields hasSecret={provider?.hasSecret ?? false} />
          <NumberSection />
          <ConnectionSection />
          <CallerIdSection />
          <LimitSection />
          <HealthSection />
          <SaveButton isShortcutShown>{provider ? 'Save provider' : 'Add provider'}</SaveButton>
        </Stack>
      </ContractForm>
    </Drawer>
  );
}
