import { Button, Drawer, Group, Stack, UnstyledButton } from '@mantine/core';
import { IconDownload, IconPlus, IconServer2 } from '@tabler/icons-react';
import { useState } from 'react';
import { addProvider, changeProvider, listProviders } from '../../../http/contract/network.ts';
import { useAnswer, useSend } from '../../api.ts';
import { saveFile, toCsv } from '../../kit/csv.ts';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { Money } from '../../kit/Money.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { useCurrency } from '../session/session.ts';
import { NumberSection } from './NumberSection.tsx';
import { ProviderFields, protocolChoices } from './ProviderFields.tsx';
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
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEditing('new')}>
      Add provider
    </Button>
  );
  return (
    <>
      <PageHeader title="Providers" help="Carriers that take your calls to the outside. Routes decide which call goes to whom.">
        <Group gap="xs">
          {data && data.items.length > 0 ? (
            <Button
              variant="default"
              leftSection={<IconDownload size={16} />}
              onClick={() => exportProviders(data.items, currency)}
            >
              Export
            </Button>
          ) : null}
          {add}
        </Group>
      </PageHeader>
      <div className="k-card">
        <DataTable
          label="Providers"
          columns={columnsFor(setEditing, currency)}
          rows={data?.items}
          keyOf={(row) => row.id}
          error={error}
          onRetry={() => void refetch()}
          empty={
            <EmptyState icon={IconServer2} title="No provider yet" action={add}>
              Without one, customers can only call each other. To try things out, add the built-in test carrier.
            </EmptyState>
          }
        />
      </div>
      {editing ? (
        <ProviderDrawer provider={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />
      ) : null}
    </>
  );
}

const protocolLabel = (value: string) => protocolChoices.find((one) => one.value === value)?.label ?? value;
const answeredText = ({
  live: {
    lastHour: { attempts, answered },
  },
}: Provider): string => (attempts === 0 ? '–' : `${Math.round((answered / attempts) * 100)} % of ${attempts}`);

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

function exportProviders(items: readonly Provider[], currency: string): void {
  const header = [
    'Name',
    'Protocol',
    'Host',
    'Port',
    'Active',
    'Maintenance',
    'Calls now',
    'Channel limit',
    'Attempts, last hour',
  ];
  const rows = items.map((one) => [
    ...[one.name, protocolLabel(one.protocol), one.host, String(one.port), one.isActive ? 'yes' : 'no'],
    ...[
      one.isInMaintenance ? 'yes' : 'no',
      String(one.live.callsNow),
      String(one.channelLimit ?? ''),
      String(one.live.lastHour.attempts),
    ],
    ...[String(one.live.lastHour.answered), one.live.costPackageName ?? '', one.live.spentToday, one.live.spentThisMonth],
  ]);
  const money = [`Spent today, ${currency}`, `Spent this month, ${currency}`];
  saveFile('providers.csv', toCsv([...header, 'Answered, last hour', 'Cost deck', ...money], rows));
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
