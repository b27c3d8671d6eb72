import type { Id } from '../../core/base/id.ts';
import type { LocalDate, Seconds } from '../../core/base/time.ts';
import type { Bundle, BundlePeriod, BundleSpan } from '../../core/rating/bundle.ts';
import type { IncludedMode, IncludedSeconds } from '../../core/rating/includedSeconds.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

const bundleColumns = sql`b.id, b.prefixes, b.period, b.mode, b.covers_flag_fall as "coversFlagFall", b.begins_on as "beginsOn"`;

/** What a package includes now. */
export async function listPackageBundles(tx: Tx, billingPackageId: Id): Promise<readonly Bundle[]> {
  return rows<Bundle>(
    tx,
    sql`select ${bundleColumns} from bundle b where b.billing_package_id = ${billingPackageId} and b.ended_at is null order by b.id`,
  );
}

/** What a package includes, as lists show it; undefined when there is no such package. */
export async function listWholeBundles(tx: Tx, billingPackageId: Id) {
  const isThere = await row(tx, sql`select id from billing_package where id = ${billingPackageId}`);
  if (!isThere) return undefined;
  return rows<{
    id: string;
    name: string;
    prefixes: string[];
    seconds: number;
    period: BundlePeriod;
    doesRollOver: boolean;
    mode: IncludedMode;
    coversFlagFall: boolean;
    beginsOn: LocalDate;
  }>(
    tx,
    sql`select b.id::text as id, b.name, b.prefixes, b.seconds, b.period, b.does_roll_over as "doesRollOver", b.mode,
               b.covers_flag_fall as "coversFlagFall", b.begins_on as "beginsOn"
          from bundle b
         where b.billing_package_id = ${billingPackageId}
           and b.ended_at is null
         order by b.id`,
  );
}

/** The list of own prices of an account (null = none); undefined when there is no such account. */
export async function findOwnPrices(tx: Tx, accountId: Id): Promise<{ readonly billingPackageId: Id | null } | undefined> {
  return row(tx, sql`select exception_package_id as "billingPackageId" from account where id = ${accountId}`);
}

/** What an account has now beside its package. */
export async function listOwnBundles(tx: Tx, accountId: Id): Promise<readonly Bundle[]> {
  return rows<Bundle>(
    tx,
    sql`select ${bundleColumns} from bundle b where b.account_id = ${accountId} and b.ended_at is null order by b.id`,
  );
}

/** Included seconds that a call may have: what is left, and what is set aside for this very call. */
export async function findIncludedLeft(
  tx: Tx,
  bundleId: Id,
  accountId: Id,
  { period, previous }: BundleSpan,
  callId: string,
): Promise<Seconds> {
  const found = await row<{ left: number | null }>(
    tx,
    sql`select bundle_left(${bundleId}, ${accountId}, ${period}, ${previous}, ${callId}) as left`,
  );
  return found?.left ?? 0;
}

/** Of which bundle and period a call uses included seconds, and how many: those set aside, or when it is over those used. */
export type CallIncluded = { readonly bundleId: Id; readonly accountId: Id; readonly included: IncludedSeconds } & BundleSpan;

export async function findIncludedOf(
  tx: Tx,
  callId: string,
): Promise<(CallIncluded & { readonly unit: BundlePeriod }) | undefined> {
  const found = await row<{
    bundleId: Id;
    accountId: Id;
    period: LocalDate;
    seconds: number;
    mode: IncludedMode;
    coversFlagFall: boolean;
    unit: BundlePeriod;
  }>(
    tx,
    sql`select c.bundle_id as "bundleId", c.account_id as "accountId", c.period, coalesce(c.used, c.held) as seconds, b.mode,
               b.covers_flag_fall as "coversFlagFall", b.period as unit
          from bundle_call c
          join bundle b on b.id = c.bundle_id
         where c.call_id = ${callId}`,
  );
  if (!found) return undefined;
  const { bundleId, accountId, period, unit, ...included } = found;
  return { bundleId, accountId, period, previous: period, unit, included };
}

/** The bundles of an account and of its package with what is left of the present period of each. `spans` = of today. */
export async function listAccountBundles(tx: Tx, accountId: Id, spans: Readonly<Record<BundlePeriod, BundleSpan>>) {
  return rows<{
    id: string;
    name: string;
    prefixes: string[];
    seconds: number;
    period: BundlePeriod;
    doesRollOver: boolean;
    isOwn: boolean;
    left: number;
    granted: number;
  }>(
    tx,
    sql`select b.id::text as id, b.name, b.prefixes, b.seconds, b.period, b.does_roll_over as "doesRollOver",
               b.account_id is not null as "isOwn",
               bundle_left(b.id, a.id, s.period, s.previous, '') as left,
               coalesce(u.granted, greatest(b.seconds, bundle_left(b.id, a.id, s.period, s.previous, ''))) as granted
          from account a
          join bundle b on b.account_id = a.id or b.billing_package_id = a.billing_package_id
          join jsonb_to_recordset(${JSON.stringify(Object.entries(spans).map(([unit, span]) => ({ unit, ...span })))}::jsonb)
            as s (unit text, period date, previous date) on s.unit = b.period
          left join bundle_use u on u.account_id = a.id and u.bundle_id = b.id and u.period = s.period
         where a.id = ${accountId}
           and b.ended_at is null
         order by b.account_id nulls last, b.id`,
  );
}
