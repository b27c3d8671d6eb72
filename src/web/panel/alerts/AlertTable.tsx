import { Anchor, Badge, Button, Text } from '@mantine/core';
import { Link } from 'react-router';
import { alertKinds } from '../../../core/accounts/alert.ts';
import { closeAlert, type listAlerts } from '../../../http/contract/alerts.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { useSend } from '../../api.ts';
import type { Column } from '../../kit/DataTable.tsx';
import { notifyProblem } from '../../kit/notify.ts';
import { Time } from '../../kit/Time.tsx';
import { useMay } from '../session/session.ts';

export type AlertRow = AnswerOf<typeof listAlerts>['items'][number];

export const alertColumns: readonly Column<AlertRow>[] = [
  { key: 'at', title: 'When', width: '9rem', cell: (row) => <Time at={row.raisedAt} /> },
  { key: 'kind', title: 'What', width: '11rem', cell: (row) => <Badge color="yellow">{alertKinds[row.kind]}</Badge> },
  {
    key: 'account',
    title: 'Account',
    cell: (row) =>
      row.accountId === undefined ? null : (
        <Anchor component={Link} to={`/accounts/${row.accountId}`}>
          {row.accountName}
        </Anchor>
      ),
  },
  { key: 'text', title: 'What happened', cell: (row) => row.text },
  { key: 'state', title: '', cell: (row) => <State row={row} /> },
];

/** Done, by whom; or the button that says so. */
function State({ row }: { readonly row: AlertRow }) {
  const close = useSend(closeAlert);
  const mayClose = useMay('account.change');
  if (row.closedAt !== undefined)
    return (
      <Text c="dimmed" size="sm">
        Done by {row.closedBy}, <Time at={row.closedAt} />
      </Text>
    );
  if (!mayClose) return null;
  const send = () => close.mutate({ params: { id: row.id } }, { onError: notifyProblem });
  return (
    <Button size="compact-xs" variant="default" onClick={send} loading={close.isPending} aria-label={`Done: ${row.text}`}>
      Done
    </Button>
  );
}
