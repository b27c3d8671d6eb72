import * as z from 'zod';
import type { LocalDate } from '../../core/base/time.ts';
import { callColumnList, exportFormatList } from '../../core/wires/exportedCall.ts';
import { dateInput, idParams, idSchema, instantSchema, pageOf, pageQuery } from './common.ts';
import { endpoint } from './endpoint.ts';

const tag = 'CDR export';

const fields = {
  isOn: z.boolean(),
  hour: z.int().min(0).max(23).meta({ description: 'When the file of the day before is written, in the operator’s time zone' }),
  folder: z
    .string()
    .trim()
    .max(200, 'The folder may have at most 200 characters.')
    .regex(
      /^([A-Za-z0-9][A-Za-z0-9_-]*(\/[A-Za-z0-9][A-Za-z0-9_-]*)*)?$/,
      'A folder has letters, digits, - and _ only, such as billing or billing/calls.',
    )
    .meta({ description: 'Below exports/ of the data folder; empty = there' }),
  format: z.enum(exportFormatList),
  isPacked: z.boolean().meta({ description: 'Packed with gzip' }),
  columns: z
    .array(z.enum(callColumnList))
    .min(1, 'Choose at least one column.')
    .max(callColumnList.length)
    .refine((columns) => new Set(columns).size === columns.length, 'A column stands there twice.'),
  doesIncludeRefused: z.boolean(),
  webhookId: idSchema.nullable().meta({ description: 'A webhook that is sent the calls, too, in parts of at most 500' }),
  keepDays: z.int().min(1, 'At least one day.').max(3660, 'At most 3660 days.'),
};
export const exportSettingsSchema = z.object({ ...fields, version: z.int() });

export const getCdrExportSettings = endpoint({
  ...{ method: 'GET', path: '/settings/cdr-export', tag, access: 'cdr_export.read' },
  summary: 'How calls are exported each night',
  response: exportSettingsSchema,
});
export const changeCdrExportSettings = endpoint({
  ...{ method: 'PUT', path: '/settings/cdr-export', tag, access: 'cdr_export.change' },
  summary: 'Change how calls are exported each night',
  body: z.strictObject({ ...fields, version: z.int() }),
  response: exportSettingsSchema,
});

export const cdrExportSchema = z.object({
  id: idSchema,
  kind: z.enum(['nightly', 'copy']),
  day: z.string().meta({ description: 'The day whose calls it has; late ones of earlier days come with a nightly file, too' }),
  state: z.enum(['writing', 'done', 'removed']),
  problem: z.string(),
  place: z.string().meta({ description: 'Folder and name below exports/' }),
  callCount: z.int().optional(),
  byteCount: z.int().optional(),
  sha256: z.string().optional(),
  askedAt: instantSchema,
  askedBy: z.string(),
  finishedAt: instantSchema.optional(),
});
export const listCdrExports = endpoint({
  ...{ method: 'GET', path: '/cdr-exports', tag, access: 'cdr_export.read' },
  summary: 'Files of calls, newest first',
  query: z.strictObject({ ...pageQuery, kind: z.enum(['nightly', 'copy']).optional() }),
  response: pageOf(cdrExportSchema),
});
export const copyCdrDay = endpoint({
  ...{ method: 'POST', path: '/cdr-exports', tag, access: 'cdr_export.change', status: 202 },
  summary: 'Write the calls that ended on a day once more, as a copy',
  body: z.strictObject({ day: dateInput.transform((text) => text as LocalDate) }),
  response: cdrExportSchema,
});
export const getCdrExportFile = endpoint({
  ...{ method: 'GET', path: '/cdr-exports/:id/file', tag, access: 'cdr_export.read' },
  summary: 'A file of calls',
  params: idParams,
  response: z.string().meta({ description: 'text/csv, application/x-ndjson or application/gzip', format: 'binary' }),
});
