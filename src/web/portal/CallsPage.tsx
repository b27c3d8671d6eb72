import { Button, Group, Stack, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type * as z from 'zod';
import { listPortalCalls } from '../../http/contract/portal.ts';
import { callPage, usePages } from '../api.ts';
import { saveFile, toCsv } from '../kit/csv.ts';
import { type Column, DataTable } from '../kit/DataTable.tsx';
import { Money } from '../kit/Money.tsx';
import { notifyProblem } from '../kit/notify.ts';
import { Duration, Time } from '../kit/Time.tsx';

type Call = z.output<typeof listPortalCalls.response>['items'][number];

const columns: readonly Column<Call>[] = [
  { key: 'at', title: 'When', cell: (call) => <Time at={call.startedAt} /> },
  { key: 'number', title: 'With', cell: (call) => (call.direction === 'incoming' ? `from ${call.callerNumber}` : call.number) },
  { key: 'charge', title: 'Price', align: 'right', cell: (call) => <Money value={call.charge} currency={call.currency} /> },
  { key: 'destination', title: 'Where', cell: (call) => call.destination },
  { key: 'length', title: 'Length', align: 'right', cell: (call) => <Duration seconds={call.durationSeconds} /> },
];

/** The calls of the account; each opens to its price explained. */
export function CallsPage() {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 300);
  const sent = { query: search === '' ? {} : { search } };
  const { rows, error, isMore, isLoadingMore, more, again } = usePages(listPortalCalls, sent);
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1}>Calls</Title>
        <Button variant="default" onClick={() => void exportCalls(sent).catch(notifyProblem)}>
          Export CSV
        </Button>
      </Group>
      <TextInput
        label="Number"
        placeholder="Beginning of a number"
        inputMode="tel"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <div className="k-card">
        <DataTable
          label="Calls"
          columns={columns}
          rows={rows}
          keyOf={(call) => call.id}
          hrefOf={(call) => `/calls/${encodeURIComponent(call.callId)}`}
          error={error}
          onRetry={again}
          isMore={isMore}
          isLoadingMore={isLoadingMore}
          onMore={more}
          empty={<p style={{ padding: '1rem', margin: 0 }}>No calls yet.</p>}
        />
      </div>
    </Stack>
  );
}

const header = ['Start', 'Caller', 'Number', 'Destination', 'Seconds', 'Billed seconds', 'Price', 'Currency'];
const rowsMax = 10_000;

/** Saves the calls that the search finds, at most 10,000. */
async function exportCalls(sent: { readonly query: object }): Promise<void> {
  const rows: (readonly string[])[] = [];
  let after = '';
  do {
    const page = await callPage(listPortalCalls, { query: { ...sent.query, limit: 200 } }, after);
    rows.push(...page.items.map(lineOf));
    after = page.next ?? '';
  } while (after !== '' && rows.length < rowsMax);
  saveFile('calls.csv', toCsv(header, rows.slice(0, rowsMax)));
}

const lineOf = (call: Call): readonly string[] => [
  ...[call.startedAt, call.callerNumber, call.number, call.destination],
  ...[String(call.durationSeconds), String(call.billedSeconds), call.charge, call.currency],
];
