import * as z from 'zod';
import type { LocalDate } from '../../core/base/time.ts';
import {
  type BoundaryMode,
  boundaryModes,
  type DurationRounding,
  dayMinutes,
  durationRoundings,
  type GraceMode,
  graceModes,
  type PackageTerms,
  type Weekday,
} from '../../core/rating/packageTerms.ts';
import { timeText } from '../../core/rating/termsFaults.ts';
import { dateInput, idParams, instantSchema, line } from './common.ts';
import { endpoint } from './endpoint.ts';
import { timeZoneInput } from './settings.ts';

const words = <T extends string>(table: Readonly<Record<T, string>>) => z.enum(Object.keys(table) as [T, ...T[]]);
const time = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'Write the time as HH:MM, such as 22:00.');
const band = line(60, 'The time band');

/** The calendar of a package and its customs, as people write them: times are HH:MM of the package's own clock. */
export const termsFields = {
  timeZone: timeZoneInput.nullable().default(null).meta({ description: 'null = the operator’s, also when that changes.' }),
  boundaryMode: words<BoundaryMode>(boundaryModes).default('instant'),
  durationRounding: words<DurationRounding>(durationRoundings).default('ceil'),
  graceMode: words<GraceMode>(graceModes).default('up_to'),
  windows: z
    .array(
      z.strictObject({
        band: band.min(1, 'Name the time band.'),
        days: z.array(z.int().min(1).max(7), 'Choose days.').min(1, 'Choose at least one day.').max(7),
        from: time,
        to: time,
      }),
    )
    .max(100, 'At most 100 windows.')
    .default([])
    .meta({ description: 'Weekly; 1 = Monday. A window whose end is not after its beginning lasts until then on the next day.' }),
  holidays: z
    .array(
      z.strictObject({
        date: dateInput,
        name: line(60, 'The name').default(''),
        band: band.default(''),
        from: time.default('00:00'),
        to: time.default('24:00'),
      }),
    )
    .max(500, 'At most 500 holidays.')
    .default([])
    .meta({ description: 'Dated windows come before weekly ones; an empty band = the rates’ own prices.' }),
};
export const termsBody = z.strictObject({ ...termsFields, version: z.int() });
const termsAnswer = z.object({
  ...z.object(termsFields).shape,
  /** Of the calendar's clock, whoever chose it. */
  zone: z.string(),
  bands: z.array(z.string()),
  /** Since when these terms hold; null = since ever, plainly. */
  validFrom: instantSchema.nullable(),
});
const tag = 'Billing packages';

export const getPackageTerms = endpoint({
  method: 'GET',
  path: '/billing-packages/:id/terms',
  tag,
  access: 'billing_package.read',
  summary: 'Time zone, time bands, holidays and customs of a package',
  params: idParams,
  response: termsAnswer,
});
export const changePackageTerms = endpoint({
  method: 'PUT',
  path: '/billing-packages/:id/terms',
  tag,
  access: 'billing_package.change',
  summary: 'Change them from now on; calls keep the price they had',
  params: idParams,
  body: termsBody,
  response: termsAnswer,
});

const termsSchema = z.strictObject(termsFields);
export type TermsOnTheWire = z.output<typeof termsSchema>;
/** Terms as an action takes them: no zone of its own = the operator's. */
export type WishedTerms = Omit<PackageTerms, 'timeZone'> & { readonly timeZone: string | undefined };

export function toTerms({ timeZone, windows, holidays, boundaryMode, durationRounding, graceMode }: TermsOnTheWire): WishedTerms {
  return {
    ...{ boundaryMode, durationRounding, graceMode, timeZone: timeZone ?? undefined },
    windows: windows.map((one) => ({
      band: one.band,
      days: sorted(one.days),
      from: minutes(one.from) % dayMinutes,
      to: minutes(one.to),
    })),
    holidays: holidays.map((one) => ({ ...one, date: one.date as LocalDate, from: minutes(one.from), to: minutes(one.to) })),
  };
}

export function fromTerms({ windows, holidays, timeZone, ...plain }: PackageTerms, followsOperator: boolean) {
  return {
    ...plain,
    timeZone: followsOperator ? null : timeZone,
    windows: windows.map((one) => ({ ...one, days: [...one.days], from: timeText(one.from), to: timeText(one.to) })),
    holidays: holidays.map((one) => ({ ...one, from: timeText(one.from), to: timeText(one.to) })),
  };
}

const sorted = (days: readonly number[]): readonly Weekday[] => [...new Set(days)].sort((a, b) => a - b) as Weekday[];

function minutes(text: string): number {
  const [hours = 0, rest = 0] = text.split(':').map(Number);
  return hours * 60 + rest;
}
