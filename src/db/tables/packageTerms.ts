import type { Id } from '../../core/base/id.ts';
import type { PackageTerms } from '../../core/rating/packageTerms.ts';
import { rows, sql, type Tx } from '../sql.ts';

/** Adds a version; two in the same millisecond leave one millisecond between them, because none is ever changed. */
export async function insertTerms(
  tx: Tx,
  billingPackageId: Id,
  terms: PackageTerms,
  { followsOperator, validFrom }: { readonly followsOperator: boolean; readonly validFrom: string },
): Promise<void> {
  await rows(
    tx,
    sql`insert into package_terms (billing_package_id, valid_from, follows_operator, time_zone, boundary_mode, duration_rounding,
                                   grace_mode, windows, holidays)
        select ${billingPackageId},
               greatest(${validFrom}::timestamptz,
                        (select max(valid_from) + interval '1 millisecond' from package_terms where billing_package_id = ${billingPackageId})),
               ${followsOperator}, ${terms.timeZone}, ${terms.boundaryMode}, ${terms.durationRounding}, ${terms.graceMode},
               ${JSON.stringify(terms.windows)}::jsonb, ${JSON.stringify(terms.holidays)}::jsonb`,
  );
}
