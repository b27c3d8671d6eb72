import type { CallGroup, InvoiceLine } from '../invoiceDocument.ts';
import type { LayoutData } from './layoutData.ts';
import { groupDigits, printDate, printDuration, tableRow } from './printed.ts';

type Block = { readonly help: string; readonly columns: string; readonly rows: (data: LayoutData) => string };

const summedColumns = 'name, calls, time, amount';
const groups = (list: readonly CallGroup[]) =>
  list
    .map((one) => tableRow([one.name, String(one.calls), printDuration(one.seconds), groupDigits(one.amount)], [1, 2, 3]))
    .join('\n');
const each = ({ calls }: LayoutData) =>
  calls
    .map((one) =>
      tableRow([one.startedAt, one.number, one.destination, printDuration(one.billedSeconds), groupDigits(one.charge)], [3, 4]),
    )
    .join('\n');

/** Tags that print rows of a table, to be written inside <tbody>. */
export const blocks: Readonly<Record<string, Block>> = {
  call_lines: {
    help: 'The calls as this layout lists them: by destination, by number, or each',
    columns: `${summedColumns}; each call: date, number, destination, time, price`,
    rows: (data) =>
      data.callsBy === 'each'
        ? each(data)
        : groups(data.callsBy === 'number' ? data.document.calls.byNumber : data.document.calls.byDestination),
  },
  call_lines_by_destination: {
    help: 'The calls by destination',
    columns: summedColumns,
    rows: ({ document }) => groups(document.calls.byDestination),
  },
  call_lines_by_number: {
    help: 'The calls by the network number that called',
    columns: summedColumns,
    rows: ({ document }) => groups(document.calls.byNumber),
  },
  call_lines_each: { help: 'Each call', columns: 'date, number, destination, time, price', rows: each },
  extra_lines: {
    help: 'Extras, charges, credits and corrections',
    columns: 'description, period, amount',
    rows: ({ document }) =>
      document.lines
        .filter((one) => one.section !== 'calls')
        .map((one) => tableRow([one.description, periodText(one), groupDigits(one.amount)], [2]))
        .join('\n'),
  },
  invoice_lines: {
    help: 'All lines: calls by destination and everything else',
    columns: 'description, amount',
    rows: ({ document }) => document.lines.map((one) => tableRow([one.description, groupDigits(one.amount)], [1])).join('\n'),
  },
  tax_lines: {
    help: 'Each tax',
    columns: 'name, of which amount, tax',
    rows: ({ document }) =>
      document.taxes
        .map((one) =>
          tableRow(
            [
              `${one.name} ${one.percent} %${one.isInclusive ? ' (included)' : ''}`,
              groupDigits(one.base),
              groupDigits(one.amount),
            ],
            [1, 2],
          ),
        )
        .join('\n'),
  },
  payment_lines: {
    help: 'What was paid and what else moved since the last invoice',
    columns: 'date, description, amount',
    rows: ({ document }) =>
      (document.statement?.movements ?? [])
        .map((one) => tableRow([printDate(one.on), one.description, groupDigits(one.amount)], [2]))
        .join('\n'),
  },
};

function periodText({ period }: InvoiceLine): string {
  if (!period) return '';
  return period.from === period.to ? printDate(period.from) : `${printDate(period.from)} – ${printDate(period.to)}`;
}
