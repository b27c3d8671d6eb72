import { Button, Drawer, Group, SegmentedControl, Stack } from '@mantine/core';
import { IconPlus, IconReceipt2 } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { addBillingPackage, listBillingPackages, listPackageTemplates } from '../../../http/contract/billingPackages.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { useAnswer, useSend } from '../../api.ts';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { SelectField, TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { Time } from '../../kit/Time.tsx';
import { useFilters } from '../../kit/useFilters.ts';
import { useMay } from '../session/session.ts';
import { RoundingFields, roundingWords } from './RoundingFields.tsx';

type Row = AnswerOf<typeof listBillingPackages>['items'][number];
type Kind = 'sell' | 'cost';

const kinds = [
  { value: 'sell', label: 'What customers pay' },
  { value: 'cost', label: 'What providers take' },
] as const;

const columnsOf = (kind: Kind): readonly Column<Row>[] => [
  { key: 'name', title: 'Name', cell: (row) => row.name },
  { key: 'rates', title: 'Rates', align: 'right', cell: (row) => <span className="k-num">{row.rateCount}</span> },
  kind === 'cost'
    ? { key: 'providers', title: 'Cost deck of', cell: (row) => row.providerNames.join(', ') || 'No provider yet' }
    : { key: 'accounts', title: 'Accounts', align: 'right', cell: (row) => <span className="k-num">{row.accountCount}</span> },
  { key: 'rounding', title: 'Prices rounded', cell: (row) => `${roundingWords[row.roundingMode]}, ${row.decimals} decimals` },
  { key: 'created', title: 'Since', align: 'right', cell: (row) => <Time at={row.createdAt} style="date" /> },
];

/** All billing packages: those that customers pay, and the cost decks of providers. */
export function BillingPackagesPage() {
  const filters = useFilters(['kind']);
  const kind: Kind = filters.values.kind === 'cost' ? 'cost' : 'sell';
  const { data, error, refetch } = useAnswer(listBillingPackages, { query: { kind } });
  const [isAdding, setIsAdding] = useState(false);
  const mayChange = useMay('billing_package.change');
  const add = mayChange ? (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setIsAdding(true)}>
      {kind === 'cost' ? 'Add cost deck' : 'Add billing package'}
    </Button>
  ) : null;
  return (
    <>
      <PageHeader title="Billing Packages" help="A billing package is a named list of call rates. Each account is on one.">
        {add}
      </PageHeader>
      <Group mb="sm">
        <SegmentedControl
          aria-label="Which packages"
          size="xs"
          value={kind}
          onChange={(value) => filters.set('kind', value === 'sell' ? '' : value)}
          data={[...kinds]}
        />
      </Group>
      <div className="k-card">
        <DataTable
          label="Billing packages"
          columns={columnsOf(kind)}
          rows={data?.items}
          keyOf={(row) => row.id}
          hrefOf={(row) => `/billing-packages/${row.id}`}
          error={error}
          onRetry={() => void refetch()}
          empty={<Empty kind={kind} action={add} />}
        />
      </div>
      {isAdding ? <AddPackageDrawer kind={kind} onClose={() => setIsAdding(false)} /> : null}
    </>
  );
}

function Empty({ kind, action }: { readonly kind: Kind; readonly action: ReactNode }) {
  return kind === 'cost' ? (
    <EmptyState icon={IconReceipt2} title="No cost deck yet" action={action}>
      With a provider’s cost deck each call has its cost and margin, and routes can choose the cheapest.
    </EmptyState>
  ) : (
    <EmptyState icon={IconReceipt2} title="No billing package yet" action={action}>
      Without rates nobody can call out. Begin with a template and change its rates.
    </EmptyState>
  );
}

/** A new package; a cost deck begins empty, its rates come from the provider's file. */
function AddPackageDrawer({ kind, onClose }: { readonly kind: Kind; readonly onClose: () => void }) {
  const templates = useAnswer(listPackageTemplates, {}).data?.items ?? [];
  const add = useSend(addBillingPackage);
  const navigate = useNavigate();
  const title = kind === 'cost' ? 'Add cost deck' : 'Add billing package';
  return (
    <Drawer opened onClose={onClose} title={title}>
      <ContractForm
        label={title}
        initialValues={{ name: '', template: '', decimals: 4 as number | '', roundingMode: 'half_up' as Row['roundingMode'] }}
        schema={addBillingPackage.body}
        toBody={({ template, decimals, ...rest }) => ({
          ...{ ...rest, kind, decimals: decimals as number },
          ...(template === '' ? {} : { template }),
        })}
        send={async (body) => {
          const { id } = await add.mutateAsync({ body });
          await navigate(`/billing-packages/${id}`);
        }}
      >
        <Stack>
          <TextField name="name" label="Name" placeholder={kind === 'cost' ? 'Carrier, A–Z' : 'Retail'} data-autofocus />
          {kind === 'cost' ? null : (
            <SelectField
              name="template"
              label="Rates"
              placeholder="Empty"
              clearable
              data={templates.map(({ code, title: label }) => ({ value: code, label }))}
            />
          )}
          <RoundingFields />
          <SaveButton>{title}</SaveButton>
        </Stack>
      </ContractForm>
    </Drawer>
  );
}
