import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import type { listLedger } from '../../../http/contract/money.ts';
import type { Column } from '../../kit/DataTable.tsx';
import { Money } from '../../kit/Money.tsx';
import { Time } from '../../kit/Time.tsx';

export type Entry = AnswerOf<typeof listLedger>['items'][number];

/** The columns of a statement. */
export const entryColumns = (currency: string): readonly Column<Entry>[] => [
  { key: 'at', title: 'When', cell: (entry) => <Time at={entry.occurredAt} /> },
  {
    key: 'what',
    title: 'What',
    cell: (entry) =>
      entry.callId === undefined ? (
        <Text fz="inherit">{entry.description}</Text>
      ) : (
        <Anchor component={Link} to={`/calls/${encodeURIComponent(entry.callId)}`} fz="inherit">
          {entry.description}
        </Anchor>
      ),
  },
  { key: 'who', title: 'By', cell: (entry) => entry.actorName },
  { key: 'amount', title: `Amount, ${currency}`, align: 'right', cell: (entry) => <Money value={entry.amount} /> },
  { key: 'after', title: `Balance, ${currency}`, align: 'right', cell: (entry) => <Money value={entry.balanceAfter} /> },
];
