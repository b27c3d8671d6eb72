import * as z from 'zod';
import { roundingModeList } from '../../core/base/divide.ts';
import { parseUnitPrice } from '../../core/base/money.ts';
import { delimiterList } from '../../core/decks/deckFormat.ts';
import { deckKindList, deckStates, fileBytesMax } from '../../core/decks/deckState.ts';
import { suspicionList, verdictList } from '../../core/decks/difference.ts';
import { idParams, idSchema, instantSchema, line, nothing, pageOf, pageQuery } from './common.ts';
import { formatSchema } from './deckFormat.ts';
import { endpoint } from './endpoint.ts';
import { rateSchema } from './rates.ts';

const tag = 'Rate decks';
const change = { tag, access: 'billing_package.change' } as const;
const read = { tag, access: 'billing_package.read' } as const;

const counts = z.object({
  rows: z.int(),
  unchanged: z.int(),
  inForce: z.int().meta({ description: 'Rates in force before.' }),
  verdicts: z.record(z.string(), z.int()),
  suspicions: z.record(z.string(), z.int()),
  suspicious: z.int(),
});
const importSchema = z.object({
  id: idSchema,
  billingPackageId: idSchema,
  packageName: z.string(),
  kind: z.enum(deckKindList),
  state: z.enum(deckStates),
  sourceName: z.string().nullable(),
  fileName: z.string(),
  fileBytes: z.int(),
  fileKind: z.enum(['csv', 'xlsx']).nullable(),
  encoding: z.string().nullable(),
  format: formatSchema.nullable(),
  linesDone: z.int(),
  rowsDone: z.int(),
  notesDone: z.int().meta({ description: 'Lines without prefix and price, passed over.' }),
  bytesDone: z.int(),
  faultCount: z.int(),
  problem: z.string(),
  counts: counts.nullable(),
  activateAt: instantSchema.nullable(),
  bookedFrom: instantSchema.nullable().meta({ description: 'Its rates hold from this instant on.' }),
  bookedAt: instantSchema.nullable(),
  impactState: z.enum(['none', 'running', 'done']),
  impactCalls: z.int(),
  createdBy: z.string(),
  createdAt: instantSchema,
  confirmedBy: z.string().nullable(),
  undoneBy: z.string().nullable(),
  undoneAt: instantSchema.nullable(),
  version: z.int(),
});
const versioned = { version: z.int() };

export const listDeckSources = endpoint({
  ...{ method: 'GET', path: '/deck-sources', ...read, summary: 'Where rate decks come from, and how each writes them' },
  response: z.object({
    items: z.array(z.object({ id: idSchema, name: z.string(), format: formatSchema, changedAt: instantSchema })),
  }),
});
export const listDeckImports = endpoint({
  ...{
    method: 'GET',
    path: '/billing-packages/:id/imports',
    ...read,
    summary: 'Imports, bulk edits and copies of a package, newest first',
  },
  params: idParams,
  query: z.strictObject(pageQuery),
  response: pageOf(importSchema),
});
export const startDeckUpload = endpoint({
  ...{
    method: 'POST',
    path: '/billing-packages/:id/imports',
    ...change,
    summary: 'Begin an import; its file follows in pieces of 1 MiB',
    status: 201,
  },
  params: idParams,
  body: z.strictObject({ fileName: line(200, 'The file name').min(1, 'Name the file.'), sourceId: idSchema.optional() }),
  response: importSchema,
});
export const sendDeckPiece = endpoint({
  ...{ method: 'PUT', path: '/deck-imports/:id/pieces/:position', ...change },
  summary: 'A piece of the file as application/octet-stream: 1 MiB, the last one less. The first has position 0',
  params: z.strictObject({ id: idSchema, position: z.coerce.number().int().min(0).max(9999) }),
  response: nothing,
});
export const finishDeckUpload = endpoint({
  ...{ method: 'POST', path: '/deck-imports/:id/uploaded', ...change, summary: 'All pieces are sent: look at the file' },
  params: idParams,
  body: z.strictObject({
    bytes: z.int().min(0).max(fileBytesMax, 'A file may have at most 200 MB. Split it, or save it as XLSX.'),
  }),
  response: importSchema,
});
export const getDeckImport = endpoint({
  ...{ method: 'GET', path: '/deck-imports/:id', ...read, summary: 'One import: how far it is, and the figures of its report' },
  params: idParams,
  response: importSchema,
});
export const listDeckLines = endpoint({
  ...{
    method: 'GET',
    path: '/deck-imports/:id/lines',
    ...change,
    summary: 'The first lines of the file as they stand, and its sheets',
  },
  params: idParams,
  query: z.strictObject({ delimiter: z.enum(delimiterList).optional(), sheet: z.string().max(31).optional() }),
  response: z.object({
    sheets: z.array(z.string()),
    lines: z.array(z.object({ line: z.int(), cells: z.array(z.string()) })),
  }),
});
export const previewDeck = endpoint({
  ...{
    method: 'POST',
    path: '/deck-imports/:id/preview',
    ...change,
    summary: 'What the first twenty lines come to when the file is written so',
  },
  params: idParams,
  body: formatSchema,
  response: z.object({
    lines: z.array(
      z.object({
        line: z.int(),
        cells: z.array(z.string()),
        prefixes: z.array(z.string()),
        prefixCount: z.int(),
        price: z.string().nullable(),
        note: z.string(),
        faults: z.array(z.object({ column: z.string(), message: z.string() })),
      }),
    ),
  }),
});
export const describeDeck = endpoint({
  ...{
    method: 'POST',
    path: '/deck-imports/:id/format',
    ...change,
    summary: 'Say how the file is written; it is then read and compared',
  },
  params: idParams,
  body: z.strictObject({ format: formatSchema, sourceName: line(100, 'The name of the source').default(''), ...versioned }),
  response: importSchema,
});
export const listDeckFaults = endpoint({
  ...{ method: 'GET', path: '/deck-imports/:id/faults', ...read, summary: 'What is wrong with the file, by line and column' },
  params: idParams,
  query: z.strictObject(pageQuery),
  response: pageOf(z.object({ line: z.int(), column: z.string(), message: z.string() })),
});
const changeFilter = {
  verdict: z.enum(verdictList).optional(),
  suspicious: z.enum(['true', 'false']).optional(),
  search: z.string().trim().max(60).optional(),
};
export const listDeckChanges = endpoint({
  ...{ method: 'GET', path: '/deck-imports/:id/changes', ...read, summary: 'The difference report: what becomes of each prefix' },
  params: idParams,
  query: z.strictObject({ ...pageQuery, ...changeFilter }),
  response: pageOf(
    z.object({
      prefix: z.string(),
      verdict: z.enum(verdictList),
      suspicions: z.array(z.enum(suspicionList)),
      line: z.int().nullable(),
      validFrom: instantSchema.nullable().meta({ description: 'Null = from the activation on.' }),
      before: rateSchema.optional(),
      after: rateSchema.optional(),
    }),
  ),
});
export const exportDeckChanges = endpoint({
  ...{ method: 'GET', path: '/deck-imports/:id/changes-file', ...read, summary: 'The difference report as CSV' },
  params: idParams,
  query: z.strictObject(changeFilter),
  response: z.string().meta({ description: 'text/csv', format: 'binary' }),
});
export const confirmDeck = endpoint({
  ...{ method: 'POST', path: '/deck-imports/:id/confirm', ...change, summary: 'Activate the import, now or at a time' },
  params: idParams,
  body: z.strictObject({ activateAt: instantSchema.optional(), acceptsSuspicious: z.boolean().default(false), ...versioned }),
  response: importSchema,
});
export const undoDeck = endpoint({
  ...{
    method: 'POST',
    path: '/deck-imports/:id/undo',
    ...change,
    summary: 'Take an activated import back: what was in force before holds again',
  },
  params: idParams,
  response: importSchema,
});
export const cancelDeck = endpoint({
  ...{ method: 'POST', path: '/deck-imports/:id/cancel', ...change, summary: 'Give an import up before it is activated' },
  params: idParams,
  response: importSchema,
});
export const startImpact = endpoint({
  ...{
    method: 'POST',
    path: '/deck-imports/:id/impact',
    ...change,
    summary: 'Price the calls of the last 30 days with the new rates',
    status: 202,
  },
  params: idParams,
  response: importSchema,
});
const money = { charged: z.string(), priced: z.string(), difference: z.string() };
const impactCounts = { calls: z.int(), unrated: z.int().meta({ description: 'Calls that would have been refused.' }) };
export const listDeckImpact = endpoint({
  ...{ method: 'GET', path: '/deck-imports/:id/impact', ...read, summary: 'What the new rates would have done to each account' },
  params: idParams,
  query: z.strictObject(pageQuery),
  response: pageOf(z.object({ accountId: idSchema, customer: z.string(), ...impactCounts, ...money })).extend({
    total: z.object({ accounts: z.int(), ...impactCounts, ...money }),
  }),
});

const signedDecimal = (label: string, decimals: number) =>
  z
    .string()
    .trim()
    .regex(
      new RegExp(`^-?\\d{1,6}(\\.\\d{1,${decimals}})?$`),
      `Write the ${label} with digits and at most ${decimals} decimals, such as -2.5.`,
    )
    .refine((text) => parseUnitPrice(text).ok, `The ${label} is not a number.`);
const percent = signedDecimal('percentage', 2).refine(
  (text) => !/^-(?:100(\.0*)?$|1\d\d|[2-9]\d\d|\d{4})/.test(text) || /^-100(\.0*)?$/.test(text),
  'A price cannot fall by more than 100 %.',
);
const edit = {
  percent: percent.optional(),
  amount: signedDecimal('amount', 12).optional(),
  decimals: z
    .int()
    .min(0, 'From 0 to 12.')
    .max(12, 'From 0 to 12.')
    .default(4)
    .meta({ description: 'Digits after the point of new prices.' }),
  roundingMode: z.enum(roundingModeList).default('half_up'),
  isAllPrices: z.boolean().default(false).meta({ description: 'Flag fall, fees and limits change by the percentage too.' }),
};
const block = z.int('Type whole seconds.').min(1, 'At least 1.').max(86_400, 'At most a day.').optional();
export const startBulkEdit = endpoint({
  ...{
    method: 'POST',
    path: '/billing-packages/:id/bulk-edits',
    ...change,
    summary: 'Change many rates at once; the report comes first',
    status: 201,
  },
  params: idParams,
  body: z.strictObject({
    ...edit,
    initialIncrement: block,
    increment: block,
    blocked: z.boolean().optional(),
    search: z.string().trim().max(60).optional().meta({ description: 'Only rates that this search finds.' }),
    ids: z.array(idSchema).max(1000, 'At most 1000 at once.').optional().meta({ description: 'Only these rates.' }),
  }),
  response: importSchema,
});
export const copyPackage = endpoint({
  ...{
    method: 'POST',
    path: '/billing-packages/:id/copies',
    ...change,
    summary: 'A new package with these rates and a mark-up; the report comes first',
    status: 201,
  },
  params: idParams,
  body: z.strictObject({ ...edit, name: line(100, 'The name').min(1, 'Type a name.') }),
  response: importSchema,
});
export const exportRates = endpoint({
  ...{
    method: 'GET',
    path: '/billing-packages/:id/rates-file',
    ...read,
    summary: 'All rates in force, as CSV or XLSX; an import reads the file back',
  },
  params: idParams,
  query: z.strictObject({ kind: z.enum(['csv', 'xlsx']).default('csv') }),
  response: z
    .string()
    .meta({ description: 'text/csv or application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', format: 'binary' }),
});
