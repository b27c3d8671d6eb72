import { Button, Group, Stack, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type * as z from 'zod';
import { listPortalCalls } from '../../http/contract/portal.ts';
import { usePages } from '../api.ts';
import { exportRows } from '../exportRows.ts';
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
  const list = usePages(listPortalCalls, sent);
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
          keyOf={(call) => call.id}
          hrefOf={(call) => `/calls/${encodeURIComponent(call.callId)}`}
          {...list}
          empty={<p style={{ padding: '1rem', margin: 0 }}>No calls yet.</p>}
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
