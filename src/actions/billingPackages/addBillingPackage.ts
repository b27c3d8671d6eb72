import type { Id } from '../../core/base/id.ts';
import { fieldRefusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import type { PackageKind } from '../../core/rating/packageKind.ts';
import type { Rate } from '../../core/rating/rate.ts';
import { insertBillingPackage, type PackageFields } from '../../db/tables/billingPackages.ts';
import { insertRates } from '../../db/tables/rates.ts';
import { action, done } from '../action.ts';
import { becomeDefault } from './becomeDefault.ts';
import { findTemplate } from './templates.ts';

export type AddBillingPackage = {
  /** Own prices of an account begin on the account's page. */
  readonly kind: Exclude<PackageKind, 'exception'>;
  readonly fields: PackageFields;
  /** Code of a template whose rates come first. */
  readonly template: string | undefined;
  readonly rates: readonly Rate[];
};

/** Adds a package, empty, from a template or with rates. The first that customers pay becomes the default of new accounts. */
export const addBillingPackage = action<AddBillingPackage, Id>(
  'billing_package.add',
  'billing_package.change',
  async (work, { kind, fields, template, rates }) => {
    const ready = template === undefined ? [] : findTemplate(template)?.rates;
    if (!ready) throw fieldRefusal('invalid_input', 'template', `There is no template "${template}".`);
    const all = [...ready, ...rates];
    const double = firstDouble(all.map((rate) => rate.prefix));
    if (double !== undefined)
      throw fieldRefusal('invalid_input', `rates.${Math.max(0, double - ready.length)}.prefix`, 'This prefix stands twice.');
    const id = await insertBillingPackage(work.tx, kind, fields, formatInstant(work.now));
    if (id === undefined) throw fieldRefusal('invalid_input', 'name', `There is a billing package "${fields.name}" already.`);
    await insertRates(work.tx, id, all, formatInstant(work.now));
    if (kind === 'sell') await becomeDefault(work, 'defaultBillingPackageId', id);
    return done(id, { detail: { billingPackageId: id, name: fields.name, kind, template, rates: all.length } });
  },
);

/** The place of the first value that stood before. */
function firstDouble(values: readonly string[]): number | undefined {
  const seen = new Set<string>();
  const index = values.findIndex((value) => seen.size === seen.add(value).size);
  return index < 0 ? undefined : index;
}
