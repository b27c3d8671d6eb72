import { type Amount, formatAmount } from '../base/money.ts';
import { formatInstant, type Instant } from '../base/time.ts';
import { wholeSeconds } from '../rating/wholeSeconds.ts';

/** A finished call as other programs get it: what its CDR says, which never changes. */
export type ExportedCall = {
  readonly id: bigint;
  readonly callId: string;
  readonly direction: string;
  readonly protocol: string;
  readonly startedAt: Instant;
  readonly answeredAt: Instant | null;
  readonly endedAt: Instant;
  readonly accountId: bigint | null;
  readonly accountNumber: string | null;
  readonly accountReference: string | null;
  readonly callerNumber: string;
  readonly dialled: string;
  readonly number: string;
  readonly destination: string;
  readonly providerName: string | null;
  readonly durationMs: bigint;
  readonly billedSeconds: number;
  readonly includedSeconds: number;
  readonly price: Amount;
  readonly charge: Amount;
  readonly cost: Amount;
  readonly currency: string;
  readonly outcome: string;
  readonly refusal: string | null;
  readonly hangupCause: number;
  readonly isEstimated: boolean;
};

/** A value as a program reads it in JSON: money is a decimal string, null where there is none. */
type Cell = string | number | boolean | null;
type CallColumn = { readonly title: string; readonly of: (call: ExportedCall) => Cell };
const at = (instant: Instant | null): string | null => (instant === null ? null : formatInstant(instant));

/** What can stand on an export of calls, in the order of the choice; the keys are the fields of JSON. */
export const callColumns = {
  callId: { title: 'Call id', of: (call) => call.callId },
  startedAt: { title: 'Started (UTC)', of: (call) => at(call.startedAt) },
  answeredAt: { title: 'Answered (UTC)', of: (call) => at(call.answeredAt) },
  endedAt: { title: 'Ended (UTC)', of: (call) => at(call.endedAt) },
  direction: { title: 'Direction', of: (call) => call.direction },
  protocol: { title: 'Protocol', of: (call) => call.protocol },
  accountId: { title: 'Account id', of: (call) => call.accountId?.toString() ?? null },
  accountNumber: { title: 'Account number', of: (call) => call.accountNumber },
  accountReference: { title: 'Your reference', of: (call) => call.accountReference },
  callerNumber: { title: 'From', of: (call) => call.callerNumber },
  dialled: { title: 'Dialled', of: (call) => call.dialled },
  number: { title: 'To', of: (call) => call.number },
  destination: { title: 'Destination', of: (call) => call.destination },
  providerName: { title: 'Provider', of: (call) => call.providerName },
  durationSeconds: { title: 'Duration (s)', of: (call) => wholeSeconds(Number(call.durationMs)) },
  billedSeconds: { title: 'Billed (s)', of: (call) => call.billedSeconds },
  includedSeconds: { title: 'Included (s)', of: (call) => call.includedSeconds },
  price: { title: 'Price', of: (call) => formatAmount(call.price) },
  charge: { title: 'Charge', of: (call) => formatAmount(call.charge) },
  cost: { title: 'Cost', of: (call) => formatAmount(call.cost) },
  currency: { title: 'Currency', of: (call) => call.currency },
  outcome: { title: 'Outcome', of: (call) => call.outcome },
  refusal: { title: 'Refusal', of: (call) => call.refusal },
  hangupCause: { title: 'Cause (Q.850)', of: (call) => call.hangupCause },
  isEstimated: { title: 'Estimated', of: (call) => call.isEstimated },
} as const satisfies Readonly<Record<string, CallColumn>>;
export type CallColumnName = keyof typeof callColumns;
export const callColumnList = Object.keys(callColumns) as [CallColumnName, ...CallColumnName[]];
export const isCallColumn = (name: string): name is CallColumnName => Object.hasOwn(callColumns, name);

/** One call as an object of these columns. */
export function callFields(call: ExportedCall, columns: readonly CallColumnName[]): Readonly<Record<string, Cell>> {
  return Object.fromEntries(columns.map((name) => [name, callColumns[name].of(call)]));
}

/** Which calls a file has (migration 0032, table cdr_export). */
export type ExportRange = {
  readonly kind: 'nightly' | 'copy';
  readonly fromAt: string | null;
  readonly untilAt: string;
  readonly afterId: bigint;
  readonly previousUptoId: bigint;
  readonly uptoId: bigint;
  readonly doesIncludeRefused: boolean;
};

/** What a file of calls is made of. */
export const exportFormats = { csv: 'CSV', json_lines: 'JSON Lines' } as const;
export type ExportFormat = keyof typeof exportFormats;
export const exportFormatList = Object.keys(exportFormats) as [ExportFormat, ...ExportFormat[]];

/** The first line of a file; empty for formats that have none. */
export function exportHead(format: ExportFormat, columns: readonly CallColumnName[]): string {
  return format === 'csv' ? record(columns.map((name) => callColumns[name].title)) : '';
}

/** One call as a line of a file, with its end. CSV is RFC 4180; a JSON line is one object. */
export function exportLine(format: ExportFormat, columns: readonly CallColumnName[], call: ExportedCall): string {
  if (format === 'json_lines') return `${JSON.stringify(callFields(call, columns))}\n`;
  return record(columns.map((name) => csvCell(callColumns[name].of(call))));
}

/** A text that a spreadsheet would run gets an apostrophe (OWASP, CSV injection); numbers such as -1.50 stay numbers. */
function csvCell(value: Cell): string {
  const text = value === null ? '' : String(value);
  const isNumber = /^-?\d+(\.\d+)?$/.test(text);
  return !isNumber && /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text;
}

const record = (cells: readonly string[]): string =>
  `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;

/** The name of a file: the day, a word for copies, the number that makes it unique, and what it is. */
export function exportFileName(one: {
  readonly id: bigint;
  readonly kind: 'nightly' | 'copy';
  readonly day: string;
  readonly format: ExportFormat;
  readonly isPacked: boolean;
}): string {
  const word = one.kind === 'copy' ? `-copy-${one.id}` : '';
  return `calls-${one.day}${word}.${one.format === 'csv' ? 'csv' : 'jsonl'}${one.isPacked ? '.gz' : ''}`;
}
