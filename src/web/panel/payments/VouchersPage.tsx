import { Badge, Button, Drawer, Group, Stack } from '@mantine/core';
import { IconPlus, IconTicket } from '@tabler/icons-react';
import { useState } from 'react';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { addVoucherBatch, listVoucherBatches } from '../../../http/contract/vouchers.ts';
import { usePages, useSend } from '../../api.ts';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { AmountField, DateField, NumberField, TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { Money } from '../../kit/Money.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { Time } from '../../kit/Time.tsx';
import { useFilters } from '../../kit/useFilters.ts';
import { useCurrency, useMay } from '../session/session.ts';
import { NewVouchers } from './NewVouchers.tsx';
import { type Batch, VoucherBatchDrawer } from './VoucherBatchDrawer.tsx';

type Made = AnswerOf<typeof addVoucherBatch>;

const columnsFor = (currency: string): readonly Column<Batch>[] => [
  { key: 'name', title: 'Name', cell: (row) => row.name },
  { key: 'amount', title: `Worth each, ${currency}`, align: 'right', cell: (row) => <Money value={row.amount} /> },
  { key: 'count', title: 'Vouchers', align: 'right', cell: (row) => <span className="k-num">{row.count}</span> },
  { key: 'redeemed', title: 'Redeemed', align: 'right', cell: (row) => <span className="k-num">{row.redeemed}</span> },
  { key: 'expires', title: 'Good until', cell: (row) => <span className="k-num">{row.expiresOn ?? 'for ever'}</span> },
  { key: 'state', title: 'State', cell: (row) => (row.cancelledAt ? <Badge color="red">Cancelled</Badge> : null) },
  { key: 'made', title: 'Made', align: 'right', cell: (row) => <Time at={row.createdAt} style="date" /> },
];

/** Vouchers by batch: make, print, cancel. */
export function VouchersPage() {
  const list = usePages(listVoucherBatches, { query: {} });
  const filters = useFilters(['open']);
  const [isAdding, setIsAdding] = useState(false);
  const [made, setMade] = useState<Made>();
  const mayChange = useMay('voucher.change');
  const currency = useCurrency();
  const opened = list.rows?.find((row) => row.id === filters.values.open);
  const add = mayChange ? (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setIsAdding(true)}>
      Make vouchers
    </Button>
  ) : null;
  if (made) return <NewVouchers made={made} onDone={() => setMade(undefined)} />;
  return (
    <>
      <PageHeader
        title="Vouchers"
        help="Cards or slips with a code that puts money on an account, once. Redeem them on the Money page of the account."
      >
        {add}
      </PageHeader>
      <div className="k-card">
        <DataTable
          label="Vouchers"
          columns={columnsFor(currency)}
          {...list}
          keyOf={(row) => row.id}
          hrefOf={(row) => `/vouchers?open=${row.id}`}
          empty={
            <EmptyState icon={IconTicket} title="No vouchers yet" action={add}>
              Make a batch, print it, and sell it where your customers are.
            </EmptyState>
          }
        />
      </div>
      {isAdding ? (
        <AddDrawer
          currency={currency}
          onClose={() => setIsAdding(false)}
          onMade={(one) => {
            setIsAdding(false);
            setMade(one);
          }}
        />
      ) : null}
      {opened ? <VoucherBatchDrawer batch={opened} onClose={() => filters.set('open', '')} /> : null}
    </>
  );
}

type AddDrawerProps = { readonly currency: string; readonly onClose: () => void; readonly onMade: (made: Made) => void };

function AddDrawer({ currency, onClose, onMade }: AddDrawerProps) {
  const add = useSend(addVoucherBatch);
  return (
    <Drawer opened onClose={onClose} title="Make vouchers">
      <ContractForm
        label="Make vouchers"
        initialValues={{ name: '', amount: '', count: 100 as number | '', prefix: '', expiresOn: '' }}
        schema={addVoucherBatch.body}
        toBody={({ count, expiresOn, ...rest }) => ({
          ...rest,
          count: count as number,
          expiresOn: expiresOn === '' ? null : expiresOn,
        })}
        send={async (body) => onMade(await add.mutateAsync({ body }))}
      >
        <Stack>
          <TextField name="name" label="Name" placeholder="Kiosk, spring 2027" data-autofocus />
          <AmountField name="amount" label="Worth each" currency={currency} />
          <Group grow align="flex-start">
            <NumberField name="count" label="How many" min={1} max={10_000} />
            <TextField name="prefix" label="Prefix" description="Stands before each code" placeholder="KIOSK" />
          </Group>
          <DateField name="expiresOn" label="Good until" description="Empty = for ever" />
          <SaveButton>Make them</SaveButton>
        </Stack>
      </ContractForm>
    </Drawer>
  );
}
