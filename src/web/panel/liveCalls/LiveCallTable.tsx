import { ActionIcon, Badge, Text, Tooltip } from '@mantine/core';
import { IconPhoneCall, IconPhoneOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { hangUpCall, type LiveCallRow } from '../../../http/contract/liveCalls.ts';
import { useSend } from '../../api.ts';
import { confirm } from '../../kit/confirm.tsx';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Money } from '../../kit/Money.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { Duration, Time } from '../../kit/Time.tsx';
import { callerText, destinationText, numberText } from '../calls/outcome.ts';
import { useMay } from '../session/session.ts';
import type { LiveRates } from './liveList.ts';
import { Quality } from './Quality.tsx';
import { CostSoFar, MarginSoFar, PriceSoFar, TalkedFor } from './SoFar.tsx';

type LiveCallTableProps = {
  readonly columns: readonly Column<LiveCallRow>[];
  readonly rows: readonly LiveCallRow[] | undefined;
  readonly error?: unknown;
  readonly isFiltered?: boolean;
  readonly isMore?: boolean;
  readonly onMore?: () => void;
};

/** Calls in progress; moves by itself. */
export function LiveCallTable({ columns, isFiltered = false, ...list }: LiveCallTableProps) {
  const mayHangUp = useMay('call.hang_up');
  const actions: Column<LiveCallRow> = { key: 'do', title: 'Actions', align: 'right', cell: (call) => <HangUp call={call} /> };
  return (
    <DataTable
      label="Live calls"
      columns={mayHangUp ? [...columns, actions] : columns}
      keyOf={(call) => call.callId}
      {...list}
      empty={
        isFiltered ? (
          <EmptyState icon={IconPhoneCall} title="No such call right now">
            Calls in progress that fit the search and the filters appear here by themselves.
          </EmptyState>
        ) : (
          <EmptyState icon={IconPhoneCall} title="Nobody is on the phone">
            Calls in progress appear here by themselves, with who talks to whom, for how long, and what it costs so far.
          </EmptyState>
        )
      }
    />
  );
}

type Seen = { readonly currency: string; readonly rates: LiveRates; readonly ahead: number; readonly maySeeCosts: boolean };

/** Every column there is, for this level. */
export function liveColumns({ currency, rates, ahead, maySeeCosts }: Seen): readonly Column<LiveCallRow>[] {
  const costs: readonly Column<LiveCallRow>[] = [
    { key: 'cost', title: 'Cost', align: 'right', cell: (call) => <CostSoFar call={call} rates={rates} ahead={ahead} /> },
    { key: 'margin', title: 'Margin', align: 'right', cell: (call) => <MarginSoFar call={call} rates={rates} ahead={ahead} /> },
  ];
  return [
    ...whoAndWhere,
    {
      key: 'duration',
      title: 'Talking for',
      align: 'right',
      cell: (call) => (call.answeredAt ? <TalkedFor since={call.answeredAt} ahead={ahead} /> : '–'),
    },
    {
      key: 'price',
      title: `Price, ${currency}`,
      align: 'right',
      cell: (call) => <PriceSoFar call={call} rates={rates} ahead={ahead} />,
    },
    ...(maySeeCosts ? costs : []),
    {
      key: 'hold',
      title: 'Held',
      align: 'right',
      cell: (call) => (
        <>
          <Money value={call.hold} />{' '}
          <Text span c="dimmed" fz="inherit" display="block">
            {call.isMetered ? <Duration seconds={call.grantedSeconds} /> : 'no limit'}
          </Text>
        </>
      ),
    },
  ];
}

const whoAndWhere: readonly Column<LiveCallRow>[] = [
  {
    key: 'state',
    title: 'State',
    cell: ({ state, startedAt }) => (
      <>
        <Badge color={state === 'active' ? 'green' : 'yellow'}>{state === 'active' ? 'Talking' : 'Ringing'}</Badge>
        <Text c="dimmed" fz="xs">
          <Time at={startedAt} style="time" />
        </Text>
      </>
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
  {
    key: 'from',
    title: 'From',
    cell: (call) => <Two first={<span className="k-num">{callerText(call)}</span>} second={fromText(call)} />,
  },
  {
    key: 'to',
    title: 'To',
    cell: (call) => <Two first={<span className="k-num">{numberText(call)}</span>} second={destinationText(call)} />,
  },
  { key: 'provider', title: 'Provider', cell: (call) => <Two first={call.providerName || '–'} second={attemptText(call)} /> },
  { key: 'codec', title: 'Codec', cell: (call) => <Two first={call.codec || '–'} second={call.protocol.toUpperCase()} /> },
  { key: 'quality', title: 'Quality', cell: (call) => <Quality quality={call.quality} /> },
];

/** The phone's name; a call that a provider brought says so. */
const fromText = ({ phoneLabel, direction }: LiveCallRow): string => (direction === 'incoming' ? 'incoming' : phoneLabel);

/** Only where there was a choice. */
function attemptText({ attempt, attempts, direction }: LiveCallRow): string {
  if (attempts < 2 || direction === 'incoming') return '';
  return attempt === null ? `${attempts} planned` : `${attempt}. of ${attempts}`;
}

function Two({ first, second }: { readonly first: ReactNode; readonly second: string }) {
  return (
    <>
      {first}{' '}
      <Text span c="dimmed" fz="inherit" display="block" style={{ whiteSpace: 'nowrap' }}>
        {second}
      </Text>
    </>
  );
}

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
