import { ActionIcon, Badge, Text, Tooltip } from '@mantine/core';
import { IconPhoneCall, IconPhoneOff } from '@tabler/icons-react';
import { Link } from 'react-router';
import { hangUpCall, type LiveCallRow } from '../../../http/contract/liveCalls.ts';
import { useSend } from '../../api.ts';
import { confirm } from '../../kit/confirm.tsx';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Money } from '../../kit/Money.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { Duration, TickingDuration, Time } from '../../kit/Time.tsx';
import { useCurrency, useMay } from '../session/session.ts';
import { callerText, destinationText, numberText } from './outcome.ts';

type LiveCallTableProps = { readonly rows: readonly LiveCallRow[] | undefined; readonly error?: unknown };

/** Calls in progress; moves by itself. */
export function LiveCallTable({ rows, error }: LiveCallTableProps) {
  const currency = useCurrency();
  const mayHangUp = useMay('call.hang_up');
  const columns = columnsFor(currency);
  return (
    <DataTable
      label="Live calls"
      columns={
        mayHangUp
          ? [...columns, { key: 'do', title: 'Actions', align: 'right', cell: (call) => <HangUp call={call} /> }]
          : columns
      }
      rows={rows}
      keyOf={(call) => call.callId}
      error={error}
      empty={
        <EmptyState icon={IconPhoneCall} title="Nobody is on the phone">
          Calls in progress appear here by themselves, with who talks to whom and for how long.
        </EmptyState>
      }
    />
  );
}

const columnsFor = (currency: string): readonly Column<LiveCallRow>[] => [
  {
    key: 'state',
    title: 'State',
    cell: ({ state }) => (
      <Badge color={state === 'active' ? 'green' : 'yellow'}>{state === 'active' ? 'Talking' : 'Ringing'}</Badge>
    ),
  },
  {
    key: 'account',
    title: 'Account',
    cell: (call) => (
      <Link to={`/accounts/${call.accountId}`} className="k-rowlink">
        {call.accountName}
      </Link>
    ),
  },
  { key: 'from', title: 'From', cell: (call) => <span className="k-num">{callerText(call)}</span> },
  {
    key: 'to',
    title: 'To',
    cell: (call) => (
      <>
        <span className="k-num">{numberText(call)}</span>{' '}
        <Text span c="dimmed" fz="inherit">
          {destinationText(call)}
        </Text>
      </>
    ),
  },
  { key: 'provider', title: 'Provider', cell: (call) => call.providerName },
  { key: 'protocol', title: 'Protocol', cell: (call) => call.protocol.toUpperCase() },
  { key: 'since', title: 'Since', cell: (call) => <Time at={call.startedAt} style="time" /> },
  {
    key: 'duration',
    title: 'Talking for',
    align: 'right',
    cell: (call) => (call.answeredAt ? <TickingDuration since={call.answeredAt} /> : '–'),
  },
  {
    key: 'granted',
    title: 'Granted',
    align: 'right',
    cell: (call) => (call.isMetered ? <Duration seconds={call.grantedSeconds} /> : 'No limit'),
  },
  { key: 'hold', title: `Held, ${currency}`, align: 'right', cell: (call) => <Money value={call.hold} /> },
];

function HangUp({ call }: { readonly call: LiveCallRow }) {
  const send = useSend(hangUpCall);
  const ask = () =>
    confirm({
      title: 'Hang up this call?',
      text: `${call.accountName} is talking to ${numberText(call)}. The call ends at once and is charged up to now.`,
      verb: 'Hang up',
      isDangerous: true,
      onConfirm: () =>
        send.mutate({ params: { callId: call.callId } }, { onSuccess: () => notifyDone('Hanging up.'), onError: notifyProblem }),
    });
  return (
    <Tooltip label="Hang up">
      <ActionIcon
        className="k-actions"
        color="red"
        aria-label={`Hang up the call of ${call.accountName}`}
        onClick={ask}
        loading={send.isPending}
      >
        <IconPhoneOff size={17} />
      </ActionIcon>
    </Tooltip>
  );
}
