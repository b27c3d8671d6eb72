import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import type { getPackageTerms } from '../../../http/contract/packageTerms.ts';

type Terms = AnswerOf<typeof getPackageTerms>;
/** `key` tells rows apart; it is not sent. Days are texts, as a group of chips wants them. */
export type WindowValues = { key: string; band: string; days: string[]; from: string; to: string };
export type HolidayValues = { key: string; date: string; name: string; band: string; from: string; to: string };
export type TermsValues = Pick<Terms, 'boundaryMode' | 'durationRounding' | 'graceMode'> & {
  timeZone: string;
  windows: WindowValues[];
  holidays: HolidayValues[];
};

let lastKey = 0;
const nextKey = (): string => String(++lastKey);

export const newWindow = (): WindowValues => ({ key: nextKey(), band: '', days: ['1', '2', '3', '4', '5'], from: '', to: '' });
export const newHoliday = (): HolidayValues => ({ key: nextKey(), date: '', name: '', band: '', from: '00:00', to: '24:00' });

export function termsValues({ timeZone, boundaryMode, durationRounding, graceMode, windows, holidays }: Terms): TermsValues {
  return {
    ...{ boundaryMode, durationRounding, graceMode, timeZone: timeZone ?? '' },
    windows: windows.map((one) => ({ ...one, key: nextKey(), days: one.days.map(String) })),
    holidays: holidays.map((one) => ({ ...one, key: nextKey() })),
  };
}

export function termsBody({ timeZone, windows, holidays, ...rest }: TermsValues, version: number) {
  return {
    ...{ ...rest, version, timeZone: timeZone === '' ? null : timeZone },
    windows: windows.map(({ key: _, days, ...one }) => ({ ...one, days: days.map(Number) })),
    holidays: holidays.map(({ key: _, ...one }) => one),
  };
}
