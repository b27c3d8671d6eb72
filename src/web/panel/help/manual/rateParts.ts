import type { PackageTerms } from '../../../../core/rating/packageTerms.ts';
import type { RateInput } from '../../../../http/contract/rates.ts';
import { type Block, type Field, fields, list, section } from '../manualPage.ts';
import { priceReceipt } from '../priceExample.ts';

const perMinute: RateInput = { prefix: '61', price: '0.30' };
/** Every hour of every day, so that the example does not depend on when the manual is written. */
const always: PackageTerms = {
  ...{ timeZone: 'UTC', boundaryMode: 'instant', durationRounding: 'ceil', graceMode: 'up_to', holidays: [] },
  windows: [{ band: 'Off-peak', days: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 1440 }],
};

/** The parts that only some rates have; their names in the contract stand below `slots`, `bands` and `surcharges`. */
export const furtherFields: Block = fields(
  part(
    'Later in the call',
    'From a second of the call on another price holds, with blocks of its own and, if you like, a fee that is charged once when that part begins. The call’s seconds are counted from the answer, never anew. “10 cents for the first ten minutes, then 2 cents a minute”:',
    ['slots', ...blockNames('slots.'), 'slots.fromSecond', 'slots.fee'],
    priceReceipt(
      '0.10 untimed; from second 600 on 0.02 a minute; 14 minutes:',
      { prefix: '61', price: '0.10', untimed: true, slots: [{ fromSecond: 600, price: '0.02', increment: 60 }] },
      840,
    ),
  ),
  part(
    'Time bands',
    'Other prices while a time band of the package is in force: a whole set, with flag fall, blocks and later parts of its own. Hours without a band, and bands for which a rate has no prices, have the rate’s own. Which hours a band has, the package says.',
    ['bands', 'bands.band', 'bands.flagFall', ...blockNames('bands.'), 'bands.slots'].concat(
      blockNames('bands.slots.'),
      'bands.slots.fromSecond',
      'bands.slots.fee',
    ),
    priceReceipt(
      '0.30 a minute, in Off-peak 0.10; 3 minutes in Off-peak:',
      { ...perMinute, bands: [{ band: 'Off-peak', price: '0.10' }] },
      180,
      undefined,
      always,
    ),
  ),
  part(
    'Surcharges',
    'An amount that is added once when a call lasts longer than so many seconds.',
    ['surcharges', 'surcharges.afterSeconds', 'surcharges.amount'],
    priceReceipt(
      '0.30 a minute, 0.05 more beyond 60 seconds; 90 seconds:',
      { ...perMinute, surcharges: [{ afterSeconds: 60, amount: '0.05' }] },
      90,
    ),
  ),
  part(
    'Surcharge in per cent',
    'Added to everything, before minimum and maximum charge.',
    ['surchargePercent'],
    priceReceipt('0.30 a minute and 12.5 %; 120 seconds:', { ...perMinute, surchargePercent: '12.5' }, 120),
  ),
  {
    name: 'Fee per attempt',
    text: 'Charged once for a call that was let through and not answered: busy, no answer, or given up while it rang. Empty: such calls are free, which is the custom. A refused call never pays it, an answered call pays its price instead. A Pre-Paid account must be able to pay it before the call is let through.',
    covers: ['attemptFee'],
  },
);

function blockNames(prefix: string): readonly string[] {
  return ['price', 'perSeconds', 'initialIncrement', 'initialPrice', 'increment', 'untimed'].map((name) => `${prefix}${name}`);
}

function part(name: string, text: string, covers: readonly string[], receipt: Field['receipt'] & object): Field {
  return { name, text, covers, receipt };
}

export const timeBands = section(
  'Time bands and customs',
  'Under **Time bands and customs** a package says which band holds when: Off-peak, Monday to Friday, 19:00 to 07:00. A window that ends before it begins lasts until the next morning. Holidays are dates; they come before the days of the week, and one without a band has the rates’ own prices. Every minute has one band: two at once are refused.',
  list(
    'The clock is yours, or that of a zone that you choose. In the night in which clocks go back, the hour that comes twice has the band of that hour twice; one that is skipped never occurs.',
    '**When a band ends within a call** each block keeps the price of its first moment: the price changes with the first block that begins after the edge. The other two ways are for packages that come from another system.',
    '**Seconds of a call** count when they have begun, and **grace** makes calls up to its length free, unless you choose otherwise here.',
    'A change counts from the next call; what was answered before keeps its price.',
  ),
);

export const includedMinutes = section(
  'Included minutes',
  'A package, or one account on its Money tab, may include minutes for numbers that begin with certain prefixes. Calls use them, second by second in the order of the call, before they cost money; flag fall is paid unless you say that it is included.',
  list(
    'They are given anew every day, week (Monday) or month, by your calendar. With **carried over**, what is left goes on to the next period, once.',
    'Where several fit a number, the longest prefix decides; those of the account come before those of its package. One call uses one of them.',
    'They are set aside while a call lasts, as money is, so that two calls never use the same minute. What is left stands on the account’s Money tab.',
    'They cannot be changed, only ended: include others instead. So a past bill stays explainable.',
  ),
);
