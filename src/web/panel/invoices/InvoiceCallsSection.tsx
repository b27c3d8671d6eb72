import { SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { listInvoiceCalls } from '../../../http/contract/invoices.ts';
import { usePages } from '../../api.ts';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { Money } from '../../kit/Money.tsx';
import { Section } from '../../kit/Section.tsx';
import { Duration, Time } from '../../kit/Time.tsx';
import type { Invoice } from './invoice.ts';

type CallRow = AnswerOf<typeof listInvoiceCalls>['items'][number];
type Group = Invoice['document']['calls']['byNumber'][number];

/** The calls of an invoice: by phone, by destination, or one by one. */
export function InvoiceCallsSection({ invoice }: { readonly invoice: Invoice }) {
  const [view, setView] = useState('number');
  const { calls } = invoice.document;
  return (
    <Section
      title="Calls"
      help="The same calls in three ways; each adds up to the same amount."
      aside={
        <SegmentedControl
          size="xs"
          aria-label="How the calls are shown"
          value={view}
          onChange={setView}
          data={[
            { value: 'number', label: 'By phone' },
            { value: 'destination', label: 'By destination' },
            { value: 'each', label: 'Each call' },
          ]}
        />
      }
      isFlush
    >
      {view === 'each' ? (
        <EachCall invoice={invoice} />
      ) : (
        <DataTable
          label="Calls"
          columns={groupColumns(view === 'number' ? 'Phone' : 'Destination', invoice.currency)}
          rows={view === 'number' ? calls.byNumber : calls.byDestination}
          keyOf={(group) => group.name}
          empty={<Text p="md">No calls.</Text>}
        />
      )}
    </Section>
  );
}

const groupColumns = (title: string, currency: string): readonly Column<Group>[] => [
  { key: 'name', title, cell: (group) => <span className="k-num">{group.name}</span> },
  { key: 'calls', title: 'Calls', align: 'right', cell: (group) => <span className="k-num">{group.calls}</span> },
  { key: 'time', title: 'Time', align: 'right', cell: (group) => <Duration seconds={group.seconds} /> },
  { key: 'amount', title: `Amount, ${currency}`, align: 'right', cell: (group) => <Money value={group.amount} /> },
];

function EachCall({ invoice }: { readonly invoice: Invoice }) {
  const list = usePages(listInvoiceCalls, { params: { id: invoice.id }, query: {} });
  return (
    <DataTable
      label="Calls"
      columns={callColumns(invoice.currency)}
      {...list}
      keyOf={(call) => call.callId}
      hrefOf={(call) => `/calls/${encodeURIComponent(call.callId)}`}
      empty={<Text p="md">No calls.</Text>}
    />
  );
}

const callColumns = (currency: string): readonly Column<CallRow>[] => [
  { key: 'at', title: 'When', cell: (call) => <Time at={call.startedAt} /> },
  { key: 'from', title: 'From', cell: (call) => <span className="k-num">{call.callerNumber}</span> },
  { key: 'to', title: 'To', cell: (call) => <span className="k-num">{call.number}</span> },
  { key: 'destination', title: 'Destination', cell: (call) => call.destination },
  { key: 'time', title: 'Time', align: 'right', cell: (call) => <Duration seconds={call.billedSeconds} /> },
  { key: 'price', title: `Price, ${currency}`, align: 'right', cell: (call) => <Money value={call.charge} /> },
];
