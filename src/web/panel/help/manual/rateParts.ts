import type { PackageTerms } from '../../../../core/rating/packageTerms.ts';
import type { RateInput } from '../../../../http/contract/rates.ts';
import { type Block, type Field, fields } from '../manualPage.ts';
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
