import { Button, Drawer, Stack } from '@mantine/core';
import { IconPlus, IconReceipt2 } from '@tabler/icons-react';
import { useState } from 'react';
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
import { useMay } from '../session/session.ts';
import { RoundingFields, roundingWords } from './RoundingFields.tsx';

type Row = AnswerOf<typeof listBillingPackages>['items'][number];

const columns: readonly Column<Row>[] = [
  { key: 'name', title: 'Name', cell: (row) => row.name },
  { key: 'rates', title: 'Rates', align: 'right', cell: (row) => <span className="k-num">{row.rateCount}</span> },
  { key: 'accounts', title: 'Accounts', align: 'right', cell: (row) => <span className="k-num">{row.accountCount}</span> },
  { key: 'rounding', title: 'Prices rounded', cell: (row) => `${roundingWords[row.roundingMode]}, ${row.decimals} decimals` },
  { key: 'created', title: 'Since', align: 'right', cell: (row) => <Time at={row.createdAt} style="date" /> },
];

/** All billing packages. */
export function BillingPackagesPage() {
  const { data, error, refetch } = useAnswer(listBillingPackages, {});
  const [isAdding, setIsAdding] = useState(false);
  const mayChange = useMay('billing_package.change');
  const add = mayChange ? (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setIsAdding(true)}>
      Add billing package
    </Button>
  ) : null;
  return (
    <>
      <PageHeader title="Billing Packages" help="A billing package is a named list of call rates. Each account is on one.">
        {add}
      </PageHeader>
      <div className="k-card">
        <DataTable
          label="Billing packages"
          columns={columns}
          rows={data?.items}
          keyOf={(row) => row.id}
          hrefOf={(row) => `/billing-packages/${row.id}`}
          error={error}
          onRetry={() => void refetch()}
          empty={
            <EmptyState icon={IconReceipt2} title="No billing package yet" action={add}>
              Without rates nobody can call out. Begin with a template and change its rates.
            </EmptyState>
          }
        />
      </div>
      {isAdding ? <AddPackageDrawer onClose={() => setIsAdding(false)} /> : null}
    </>
  );
}

function AddPackageDrawer({ onClose }: { readonly onClose: () => void }) {
  const templates = useAnswer(listPackageTemplates, {}).data?.items ?? [];
  const add = useSend(addBillingPackage);
  const navigate = useNavigate();
  return (
    <Drawer opened onClose={onClose} title="Add billing package">
      <ContractForm
        label="Add billing package"
        initialValues={{ name: '', template: '', decimals: 4 as number | '', roundingMode: 'half_up' as Row['roundingMode'] }}
        schema={addBillingPackage.body}
        toBody={({ template, decimals, ...rest }) => ({
          ...rest,
          decimals: decimals as number,
          ...(template === '' ? {} : { template }),
        })}
        send={async (body) => {
          const { id } = await add.mutateAsync({ body });
          await navigate(`/billing-packages/${id}`);
        }}
      >
        <Stack>
          <TextField name="name" label="Name" placeholder="Retail" data-autofocus />
          <SelectField
            name="template"
            label="Rates"
            placeholder="Empty"
            clearable
            data={[...templates.map(({ code, title }) => ({ value: code, label: title }))]}
          />
          <RoundingFields />
          <SaveButton>Add billing package</SaveButton>
        </Stack>
      </ContractForm>
    </Drawer>
  );
}
