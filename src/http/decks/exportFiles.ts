import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Id } from '../../core/base/id.ts';
import { formatUnitPrice } from '../../core/base/money.ts';
import { fieldRefusal } from '../../core/base/refusal.ts';
import type { Instant } from '../../core/base/time.ts';
import { suspicions, verdicts } from '../../core/decks/difference.ts';
import { csvRecord, exportCells, exportTitles, safeText } from '../../core/decks/exportRate.ts';
import { type ChangeFilter, listDeckChanges, listRatesAt } from '../../db/reads/listDeckChanges.ts';
import { sheetRowsMax, xlsxFile } from '../../files/xlsxWriter.ts';
import type { Door } from '../door.ts';

const mark = '\ufeff';
const pageSize = 5000;

/** All rates of a package in force at `at`, as a file that the importer reads back value by value. */
export async function sendRates(
  door: Door,
  reply: FastifyReply,
  one: {
    readonly billingPackageId: Id;
    readonly name: string;
    readonly rateCount: number;
    readonly kind: 'csv' | 'xlsx';
    readonly at: Instant;
  },
): Promise<never> {
  const rows = rateRows(door, one.billingPackageId, one.at);
  if (one.kind === 'csv') return sendCsv(reply, one.name, rows);
  if (one.rateCount >= 100_000 && (await isTooLong(door, one.billingPackageId, one.at)))
    throw fieldRefusal('invalid_input', 'kind', `A sheet of a spreadsheet ends after ${sheetRowsMax} rows. Take CSV.`);
  void reply
    .header('content-disposition', disposition(one.name, 'xlsx'))
    .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    .send(xlsxFile('Rates', rows));
  return reply as never;
}

/** The difference report, or what of it is asked for. */
export function sendChanges(door: Door, reply: FastifyReply, name: string, importId: Id, filter: ChangeFilter): never {
  return sendCsv(reply, name, changeRows(door, importId, filter));
}

function sendCsv(reply: FastifyReply, name: string, rows: AsyncIterable<readonly string[]>): never {
  void reply
    .header('content-disposition', disposition(name, 'csv'))
    .type('text/csv; charset=utf-8')
    .send(Readable.from(csvText(rows), { objectMode: false }));
  return reply as never;
}

/** RFC 6266: a plain name for all, the whole name for those that know it. */
function disposition(name: string, kind: string): string {
  const plain = name.replace(/[^\w .-]+/g, '_').slice(0, 100);
  return `attachment; filename="${plain}.${kind}"; filename*=UTF-8''${encodeURIComponent(`${name}.${kind}`).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}`;
}

async function* csvText(rows: AsyncIterable<readonly string[]>): AsyncGenerator<string> {
  let text = mark;
  for await (const cells of rows) {
    text += csvRecord(cells);
    if (text.length < 60_000) continue;
    yield text;
    text = '';
  }
  yield text;
}

async function* rateRows(door: Door, billingPackageId: Id, at: Instant): AsyncGenerator<readonly string[]> {
  yield exportTitles;
  let after: string | undefined;
  for (;;) {
    const known = after;
    const rates = await door.ask((tx) => listRatesAt(tx, billingPackageId, at, known, pageSize));
    for (const rate of rates) yield exportCells(rate);
    if (rates.length < pageSize) return;
    after = rates.at(-1)?.prefix;
  }
}

async function isTooLong(door: Door, billingPackageId: Id, at: Instant): Promise<boolean> {
  let rows = 1;
  for await (const _ of rateRows(door, billingPackageId, at)) rows += 1;
  return rows > sheetRowsMax;
}

const changeTitles = [
  'Prefix',
  'Destination',
  'Change',
  'Line',
  'Effective date',
  'Price before',
  'Price after',
  'Blocks before',
  'Blocks after',
  'Look at',
];

async function* changeRows(door: Door, importId: Id, filter: ChangeFilter): AsyncGenerator<readonly string[]> {
  yield changeTitles;
  let after: string | undefined;
  for (;;) {
    const mark = after;
    const page = await door.ask((tx) => listDeckChanges(tx, importId, filter, { after: mark, limit: pageSize }));
    for (const { prefix, verdict, suspicions: found, line, validFrom, before, after: later } of page.items) {
      const price = (rate: typeof before) => (rate === undefined ? '' : rate.blocked ? 'blocked' : formatUnitPrice(rate.price));
      const blocks = (rate: typeof before) => (rate === undefined ? '' : `${rate.initialIncrement}+${rate.increment}`);
      yield [
        ...[
          prefix === '' ? '*' : prefix,
          safeText((later ?? before)?.destination ?? ''),
          verdicts[verdict],
          line === null ? '' : String(line),
          validFrom ?? '',
        ],
        ...[price(before), price(later), blocks(before), blocks(later), found.map((one) => suspicions[one]).join('; ')],
      ];
    }
    if (page.next === undefined) return;
    after = page.next;
  }
}
