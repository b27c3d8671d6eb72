import { Badge, Button, Drawer, Stack, UnstyledButton } from '@mantine/core';
import { IconPlus, IconServer2 } from '@tabler/icons-react';
import { useState } from 'react';
import { addProvider, changeProvider, listProviders } from '../../../http/contract/network.ts';
import { useAnswer, useSend } from '../../api.ts';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { newProvider, type Provider, ProviderFields, protocolChoices, providerBody, providerValues } from './ProviderFields.tsx';

/** Carriers that take calls to the outside. */
export function ProvidersPage() {
  const { data, error, refetch } = useAnswer(listProviders, {});
  const [editing, setEditing] = useState<Provider | 'new'>();
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEditing('new')}>
      Add provider
    </Button>
  );
  return (
    <>
      <PageHeader title="Providers" help="Carriers that take your calls to the outside. Routes decide which call goes to whom.">
        {add}
      </PageHeader>
      <div className="k-card">
        <DataTable
          label="Providers"
          columns={columnsFor(setEditing)}
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

const columnsFor = (onEdit: (provider: Provider) => void): readonly Column<Provider>[] => [
  {
    key: 'name',
    title: 'Name',
    cell: (row) => (
      <UnstyledButton className="k-linkbutton" fz="inherit" onClick={() => onEdit(row)}>
        {row.name}
      </UnstyledButton>
    ),
  },
  { key: 'protocol', title: 'Protocol', cell: (row) => protocolLabel(row.protocol) },
  {
    key: 'host',
    title: 'Host',
    cell: (row) => <span className="k-num">{row.protocol === 'test' ? 'Built in' : `${row.host}:${row.port}`}</span>,
  },
  { key: 'login', title: 'Known by', cell: (row) => (row.protocol === 'test' ? '–' : row.username || 'Address') },
  { key: 'limit', title: 'Channels', align: 'right', cell: (row) => row.channelLimit ?? 'No limit' },
  {
    key: 'state',
    title: 'State',
    cell: (row) => <Badge color={row.isActive ? 'green' : 'gray'}>{row.isActive ? 'Active' : 'Off'}</Badge>,
  },
];

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
          <SaveButton isShortcutShown>{provider ? 'Save provider' : 'Add provider'}</SaveButton>
        </Stack>
      </ContractForm>
    </Drawer>
  );
}
