import { formatAmount } from '../../../core/base/money.ts';
import { instant } from '../../../core/base/time.ts';
import { explainPrice } from '../../../core/rating/explainPrice.ts';
import type { PackageTerms } from '../../../core/rating/packageTerms.ts';
import { priceCall } from '../../../core/rating/priceCall.ts';
import { defaultRounding, type Rounding } from '../../../core/rating/rate.ts';
import { type RateInput, rateSchema, toRate } from '../../../http/contract/rates.ts';
import type { Field, ManualReceipt } from './manualPage.ts';

/** A receipt made by the very function that charges calls, so that the manual's numbers cannot be wrong. */
export function priceReceipt(
  title: string,
  rate: RateInput,
  seconds: number,
  rounding: Rounding = defaultRounding,
  terms?: PackageTerms,
): ManualReceipt {
  const typed = toRate(rateSchema.parse(rate));
  const priced = priceCall(terms ? { ...typed, terms } : typed, rounding, instant(0), seconds);
  return { title, steps: explainPrice(priced.steps), total: formatAmount(priced.price) };
}

/** A field of a rate with its example. */
export function rateField(name: string, text: string, covers: string, receipt: ManualReceipt): Field {
  return { name, text, covers: [covers], receipt };
}
