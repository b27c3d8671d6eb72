import { Button } from '@mantine/core';
import { IconArrowsExchange, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { listRerates } from '../../../http/contract/rerates.ts';
import { usePages } from '../../api.ts';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Money } from '../../kit/Money.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { Time } from '../../kit/Time.tsx';
import { useCurrency } from '../session/session.ts';
import { RerateDrawer } from './RerateDrawer.tsx';
import { RerateState } from './RerateState.tsx';
import { scopeText } from './rerateText.ts';

type Row = AnswerOf<typeof listRerates>['items'][number];

/** All re-ratings, newest first. */
export function ReratesPage() {
  const list = usePages(listRerates, { query: {} });
  const [isAdding, setIsAdding] = useState(false);
  const currency = useCurrency();
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setIsAdding(true)}>
      Price calls again
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Re-rate"
        help="Finished calls get the price that they should have had. First a preview; what you approve is booked as corrections, and calls stay as they are."
      >
        {add}
      </PageHeader>
      <div className="k-card">
        <DataTable
          label="Re-ratings"
          columns={columnsFor(currency)}
          {...list}
          keyOf={(row) => row.id}
          hrefOf={(row) => `/rerates/${row.id}`}
          empty={
            <EmptyState icon={IconArrowsExchange} title="No call was priced again yet" action={add}>
              When a rate was wrong or came late, mend it first, then see here what the calls since then should have cost.
            </EmptyState>
          }
        />
      </div>
      {isAdding ? <RerateDrawer onClose={() => setIsAdding(false)} /> : null}
    </>
  );
}

const columnsFor = (currency: string): readonly Column<Row>[] => [
  { key: 'what', title: 'What', cell: scopeText },
  { key: 'reason', title: 'Reason', cell: (row) => row.reason },
  { key: 'state', title: 'State', cell: (row) => <RerateState run={row} /> },
  { key: 'calls', title: 'Calls changed', align: 'right', cell: (row) => <span className="k-num">{row.changedCount}</span> },
  { key: 'difference', title: `Difference, ${currency}`, align: 'right', cell: (row) => <Money value={row.difference} /> },
  { key: 'by', title: 'By', cell: (row) => row.createdBy },
  { key: 'at', title: 'When', align: 'right', cell: (row) => <Time at={row.createdAt} /> },
];
