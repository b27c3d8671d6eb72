import { Button, Group, Stack, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPhone } from '@tabler/icons-react';
import { useState } from 'react';
import type * as z from 'zod';
import { listPortalCalls } from '../../http/contract/portal.ts';
import { usePages } from '../api.ts';
import { exportRows } from '../exportRows.ts';
import { type Column, DataTable } from '../kit/DataTable.tsx';
import { Money } from '../kit/Money.tsx';
import { notifyProblem } from '../kit/notify.ts';
import { Duration, Time } from '../kit/Time.tsx';
import { fill } from '../kit/words.tsx';
import { useWebPhone } from './phone/webPhone.tsx';
import { usePortalWords } from './words/portalWords.ts';

type Call = z.output<typeof listPortalCalls.response>['items'][number];

type Words = ReturnType<typeof usePortalWords>;

function columnsIn(words: Words): readonly Column<Call>[] {
  return [
    { key: 'at', title: words.when, cell: (call) => <Time at={call.startedAt} /> },
    { key: 'number', title: words.with, cell: (call) => <With call={call} /> },
    { key: 'charge', title: words.price, align: 'right', cell: (call) => <Money value={call.charge} currency={call.currency} /> },
    { key: 'destination', title: words.where, cell: (call) => call.destination },
    { key: 'length', title: words.length, align: 'right', cell: (call) => <Duration seconds={call.durationSeconds} /> },
  ];
}

/** Who was called, or who called; with a phone in this browser a click calls. */
function With({ call }: { readonly call: Call }) {
  const words = usePortalWords();
  const dial = useWebPhone().call;
  const isIncoming = call.direction === 'incoming';
  const number = isIncoming ? call.callerNumber : call.number;
  const text = isIncoming ? fill(words.from, { number }) : number;
  if (!dial || !/^\d{3,}$/.test(number)) return text;
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      leftSection={<IconPhone size={14} aria-hidden />}
      aria-label={fill(words.callNumber, { number })}
      onClick={() => dial(isIncoming ? `+${number}` : call.dialled)}
    >
      {text}
    </Button>
  );
}

/** The calls of the account; each opens to its price explained. */
export function CallsPage() {
  const words = usePortalWords();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 300);
  const sent = { query: search === '' ? {} : { search } };
  const list = usePages(listPortalCalls, sent);
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1}>{words.calls}</Title>
        <Button variant="default" onClick={() => void exportCalls(sent).catch(notifyProblem)}>
          {words.exportCsv}
        </Button>
      </Group>
      <TextInput
        label={words.number}
        placeholder={words.beginningOfNumber}
        inputMode="tel"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <div className="k-card">
        <DataTable
          label={words.calls}
          columns={columnsIn(words)}
          keyOf={(call) => call.id}
          hrefOf={(call) => `/calls/${encodeURIComponent(call.callId)}`}
          {...list}
          empty={<p style={{ padding: '1rem', margin: 0 }}>{words.noCalls}</p>}
        />
      </div>
    </Stack>
  );
}

const header = ['Start', 'Caller', 'Number', 'Destination', 'Seconds', 'Billed seconds', 'Price', 'Currency'];

/** Saves the calls that the search finds, at most 10,000. */
function exportCalls({ query }: { readonly query: Readonly<Record<string, string>> }): Promise<void> {
  return exportRows({ name: 'calls.csv', endpoint: listPortalCalls, query, header, cells: lineOf });
}

const lineOf = (call: Call): readonly string[] => [
  ...[call.startedAt, call.callerNumber, call.number, call.destination],
  ...[String(call.durationSeconds), String(call.billedSeconds), call.charge, call.currency],
];
