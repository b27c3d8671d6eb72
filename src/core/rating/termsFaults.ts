import type { FieldFault } from '../base/refusal.ts';
import { weeklyWindows } from './bandClock.ts';
import type { Holiday, PackageTerms } from './packageTerms.ts';

const dayNames = ['', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** What is wrong with a calendar: at any instant at most one weekly and one dated window may hold (R6). */
export function termsFaults({ windows, holidays }: Pick<PackageTerms, 'windows' | 'holidays'>): readonly FieldFault[] {
  return [...windowFaults(windows), ...holidayFaults(holidays)];
}

function windowFaults(windows: PackageTerms['windows']): readonly FieldFault[] {
  const spread = windows.flatMap((window, index) => weeklyWindows([window]).map((one) => ({ ...one, index })));
  const faulty = new Map<number, string>();
  for (const [place, one] of spread.entries()) {
    const other = spread.slice(0, place).find((earlier) => earlier.day === one.day && meet(earlier, one));
    if (!other || faulty.has(one.index)) continue;
    const at = `${dayNames[one.day]} at ${timeText(Math.max(one.from, other.from))}`;
    const both = one.band === other.band ? `“${one.band}” stands twice` : `“${other.band}” and “${one.band}” both hold`;
    faulty.set(one.index, `${both} on ${at}. Change one of the two, so that every minute has one band.`);
  }
  return [...faulty].map(([index, message]) => ({ field: `windows.${index}.from`, message }));
}

function holidayFaults(holidays: readonly Holiday[]): readonly FieldFault[] {
  return holidays.flatMap((one, index) => {
    if (one.from >= one.to)
      return [{ field: `holidays.${index}.to`, message: 'A part of a holiday ends after it begins, on the same day.' }];
    const other = holidays.slice(0, index).find((earlier) => earlier.date === one.date && meet(earlier, one));
    return other ? [{ field: `holidays.${index}.date`, message: `${one.date} stands twice for the same hours.` }] : [];
  });
}

type Hours = { readonly from: number; readonly to: number };
const meet = (a: Hours, b: Hours): boolean => a.from < b.to && b.from < a.to;

/** `22:00` for minute 1320; midnight at the end of a day is `24:00`. */
export function timeText(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
