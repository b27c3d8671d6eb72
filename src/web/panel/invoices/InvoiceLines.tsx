import { Text } from '@mantine/core';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { Day } from '../../kit/Day.tsx';
import { Money } from '../../kit/Money.tsx';
import { Section } from '../../kit/Section.tsx';
import { Duration } from '../../kit/Time.tsx';
import { type Invoice, type InvoiceDocumentLine, sectionWords } from './invoice.ts';

/** The printed lines. */
export function InvoiceLines({ invoice }: { readonly invoice: Invoice }) {
  const { lines } = invoice.document;
  return (
    <Section title="Lines" help="They add up to the subtotal, and to the tax that prices contain." isFlush>
      <DataTable
        label="Lines"
        columns={columnsFor(invoice)}
        rows={lines}
        keyOf={(line) => String(line.line)}
        empty={<Text p="md">There is no line on it.</Text>}
      />
    </Section>
  );
}

const columnsFor = (invoice: Invoice): readonly Column<InvoiceDocumentLine>[] => [
  { key: 'what', title: 'What', cell: (line) => <What line={line} /> },
  { key: 'calls', title: 'Calls', align: 'right', cell: (line) => <span className="k-num">{line.calls ?? ''}</span> },
  {
    key: 'time',
    title: 'Time',
    align: 'right',
    cell: (line) => (line.seconds === undefined ? '' : <Duration seconds={line.seconds} />),
  },
  {
    key: 'amount',
    title: `Amount, ${invoice.currency}`,
    align: 'right',
    cell: (line) => <Amount invoice={invoice} line={line} />,
  },
];

function What({ line }: { readonly line: InvoiceDocumentLine }) {
  return (
    <>
      {line.description}
      <Text c="dimmed" size="xs">
        {sectionWords[line.section]}
        {line.taxClass === 'untaxed' ? ' · not taxable' : ''}
        {line.period ? (
          <>
            {' · '}
            <Day on={line.period.from} /> – <Day on={line.period.to} />
          </>
        ) : null}
      </Text>
    </>
  );
}

function Amount({ invoice, line }: { readonly invoice: Invoice; readonly line: InvoiceDocumentLine }) {
  const credited = invoice.creditedLines.find((one) => one.line === line.line);
  return (
    <>
      <Money value={line.amount} />
      {credited ? (
        <Text c="dimmed" size="xs">
          credited <Money value={credited.amount} />
        </Text>
      ) : null}
    </>
  );
}
