import * as z from 'zod';
import { deckFieldList, deckModeList, delimiterList, notAvailableList } from '../../core/decks/deckFormat.ts';
import { dateFormatList } from '../../core/decks/readDate.ts';
import { thirdNumberList } from '../../core/decks/readIncrements.ts';
import { decimalSignList } from '../../core/decks/readNumber.ts';
import { dashMeaningList } from '../../core/decks/readPrefixes.ts';
import { priceUnitList } from '../../core/decks/readPrice.ts';
import { line } from './common.ts';

/** How a file is written. */
export const formatSchema = z.strictObject({
  delimiter: z.enum(delimiterList).meta({ description: 'Between the cells of a CSV file.' }),
  sheet: line(31, 'The sheet').meta({ description: 'Of an XLSX file; empty = the first that is shown.' }),
  headerLine: z
    .int()
    .min(0)
    .max(1000, 'The titles stand in the first 1000 lines.')
    .meta({ description: 'Line of the titles; 0 = none.' }),
  columns: z
    .array(z.enum(['', ...deckFieldList]))
    .max(200, 'At most 200 columns are looked at.')
    .readonly()
    .meta({ description: 'What each column holds, from the left; empty = passed over.' }),
  decimalSign: z.enum(decimalSignList),
  unit: z.enum(priceUnitList).meta({ description: 'What prices are written in: currency units or hundredths of them.' }),
  perSeconds: z
    .int('Type whole seconds.')
    .min(0)
    .max(86_400, 'At most a day.')
    .meta({ description: 'What prices are for: 60 = a minute, 0 = one block.' }),
  dash: z.enum(dashMeaningList).meta({ description: 'What a dash between digits of a prefix means.' }),
  thirdNumber: z.enum(thirdNumberList).meta({ description: 'What the third number of 30/6/3 means.' }),
  dateFormat: z.enum(dateFormatList),
  timeZone: z
    .string()
    .max(60)
    .refine(isZone, 'Choose a time zone, such as Europe/Berlin.')
    .meta({ description: 'IANA zone of the dates.' }),
  notAvailable: z.enum(notAvailableList).meta({ description: 'What a price such as N/A or -1 means.' }),
  pastDate: z.enum(['refuse', 'now']).meta({ description: 'What a date that is over means.' }),
  duplicates: z.enum(['refuse', 'last']).meta({ description: 'What a prefix that stands twice with different terms means.' }),
  mode: z.enum(deckModeList).meta({ description: 'What happens to rates that the file does not name.' }),
  jumpPercent: z
    .int('Type whole per cent.')
    .min(1, 'At least 1.')
    .max(1000, 'At most 1000.')
    .meta({ description: 'A price that changes by more is suspicious.' }),
});

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
