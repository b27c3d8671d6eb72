import { Anchor, Button, Drawer, Stack } from '@mantine/core';
import { IconTicket, IconTicketOff } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import type { listVoucherBatches } from '../../../http/contract/vouchers.ts';
import { cancelVoucherBatch, listVouchers } from '../../../http/contract/vouchers.ts';
import { usePages, useSend } from '../../api.ts';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Time } from '../../kit/Time.tsx';
import { useMay } from '../session/session.ts';
import { ReasonDialog } from './UndoDialogs.tsx';

export type Batch = AnswerOf<typeof listVoucherBatches>['items'][number];

type Voucher = AnswerOf<typeof listVouchers>['items'][number];

const columns: readonly Column<Voucher>[] = [
  { key: 'code', title: 'Code ends with', cell: (row) => <span className="k-num">{row.lastFour}</span> },
  { key: 'at', title: 'Redeemed', cell: (row) => (row.redeemedAt ? <Time at={row.redeemedAt} /> : 'not yet') },
  {
    key: 'who',
    title: 'By',
    cell: (row) =>
      row.accountId === undefined ? null : (
        <Anchor component={Link} to={`/accounts/${row.accountId}/money`} fz="inherit">
          {row.accountName}
        </Anchor>
      ),
  },
];

/** The vouchers of a batch, and its end. */
export function VoucherBatchDrawer({ batch, onClose }: { readonly batch: Batch; readonly onClose: () => void }) {
  const list = usePages(listVouchers, { params: { id: batch.id }, query: {} });
  const cancel = useSend(cancelVoucherBatch);
  const [isAsking, setIsAsking] = useState(false);
  const mayChange = useMay('voucher.change');
  return (
    <Drawer opened onClose={onClose} size="lg" title={batch.name}>
      <Stack>
        {mayChange && batch.cancelledAt === undefined && batch.redeemed < batch.count ? (
          <Button
            variant="default"
            leftSection={<IconTicketOff size={16} />}
            onClick={() => setIsAsking(true)}
            style={{ alignSelf: 'flex-start' }}
          >
            Cancel what is not redeemed
          </Button>
        ) : null}
        <DataTable
          label="Vouchers of this batch"
          columns={columns}
          {...list}
          keyOf={(row) => row.id}
          empty={
            <EmptyState icon={IconTicket} title="No vouchers">
              This batch is empty.
            </EmptyState>
          }
        />
      </Stack>
      {isAsking ? (
        <ReasonDialog
          title="Cancel these vouchers?"
          verb="Cancel them"
          done="Cancelled."
          onClose={() => setIsAsking(false)}
          send={(body) => cancel.mutateAsync({ params: { id: batch.id }, body })}
        >
          What was not redeemed is worth nothing from now on. This cannot be taken back.
        </ReasonDialog>
      ) : null}
    </Drawer>
  );
}
