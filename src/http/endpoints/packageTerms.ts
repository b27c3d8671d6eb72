import { changePackageTerms } from '../../actions/billingPackages/changePackageTerms.ts';
import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { bandNames, type PackageTerms, plainTerms } from '../../core/rating/packageTerms.ts';
import { getCallSettings } from '../../db/reads/callControl.ts';
import { findBillingPackage } from '../../db/reads/listBillingPackages.ts';
import { findTerms } from '../../db/reads/packageRates.ts';
import * as contract from '../contract/packageTerms.ts';
import { type Door, found, type Handler, on } from '../door.ts';
import { toId } from '../wire.ts';

export const packageTermsHandlers: readonly Handler[] = [
  on(contract.getPackageTerms, ({ params }, door) => getTerms(door, toId(params.id))),
  on(contract.changePackageTerms, async ({ params, body, who }, door) => {
    const billingPackageId = toId(params.id);
    await door.act(who, changePackageTerms, { billingPackageId, terms: contract.toTerms(body), version: body.version });
    return getTerms(door, billingPackageId);
  }),
];

async function getTerms(door: Door, id: Id) {
  found(await door.ask((tx) => findBillingPackage(tx, id)));
  const { terms, followsOperator, validFrom } = await termsOf(door, id);
  return {
    ...contract.fromTerms(terms, followsOperator),
    zone: terms.timeZone,
    bands: [...bandNames(terms)],
    validFrom: validFrom === undefined ? null : formatInstant(validFrom),
  };
}

/** How a package reads its rates now; one that nobody has given terms reads them plainly, in the operator's zone. */
export async function termsOf(
  door: Door,
  id: Id,
): Promise<{ readonly terms: PackageTerms; readonly followsOperator: boolean; readonly validFrom?: Instant }> {
  const known = await door.ask((tx) => findTerms(tx, id, door.clock()));
  if (known) return known;
  return { terms: plainTerms((await door.ask(getCallSettings)).timeZone), followsOperator: true };
}
