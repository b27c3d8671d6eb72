import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import type { Suspicion, Verdict } from '../../core/decks/difference.ts';
import type { Rate } from '../../core/rating/rate.ts';
import { join, rows, sql, type Tx } from '../sql.ts';
import { searchConditions } from './deckReads.ts';
import { fromRateRow, inForceAt, type RateRow, rateColumns } from './packageRates.ts';
import { cursorOf, keysOf, type PageRequest, pageOf } from './page.ts';

export type ChangeFilter = {
  readonly verdict?: Verdict | undefined;
  readonly suspicious?: boolean | undefined;
  readonly search?: string | undefined;
};

type ChangeRow = Omit<RateRow, 'id'> & {
  verdict: Verdict;
  suspicions: readonly Suspicion[];
  line: number | null;
  starts: Instant | null;
  startKey: string;
  old_rate_id: Id | null;
};

/** What an import does, by prefix; each with the rate as it is, where there is one. */
export async function listDeckChanges(tx: Tx, importId: Id, filter: ChangeFilter, page: PageRequest) {
  const [prefix, starts] = keysOf(page.after, /^\d{0,15}$/, /^(-infinity|[\d: .+-]{10,40})$/) ?? [];
  const conditions = [
    sql`deck_import_id = ${importId}`,
    ...(filter.verdict === undefined ? [] : [sql`verdict = ${filter.verdict}`]),
    ...(filter.suspicious ? [sql`suspicions <> '{}'`] : []),
    ...searchConditions(filter.search),
    ...(prefix === undefined ? [] : [sql`(prefix, valid_from) > (${prefix}, ${starts}::timestamptz)`]),
  ];
  const found = await rows<ChangeRow>(
    tx,
    sql`select verdict, suspicions, line, nullif(valid_from, '-infinity') as starts, valid_from::text as "startKey", old_rate_id, prefix, destination,
               flag_fall, price, per_seconds, initial_increment, initial_price, increment, is_untimed, grace_seconds, minimum_seconds, minimum_charge,
               maximum_charge, is_blocked, further
          from deck_change
         where ${join(conditions, ' and ')}
         order by prefix, valid_from
         limit ${page.limit + 1}`,
  );
  const before = await ratesById(
    tx,
    found.flatMap(({ old_rate_id: id }) => (id === null ? [] : [id])),
  );
  return pageOf(
    found,
    page.limit,
    (one) => toItem(one, before),
    (one) => cursorOf(one.prefix, one.startKey),
  );
}

async function ratesById(tx: Tx, ids: readonly Id[]): Promise<ReadonlyMap<Id, Rate>> {
  const found = await rows<RateRow>(tx, sql`select ${rateColumns} from rate where id = any (${ids})`);
  return new Map(found.map((one) => [one.id, fromRateRow(one, undefined)]));
}

function toItem(found: ChangeRow, rates: ReadonlyMap<Id, Rate>) {
  const { verdict, suspicions, line, starts, old_rate_id: oldId } = found;
  const before = oldId === null ? undefined : rates.get(oldId);
  return {
    ...{
      prefix: found.prefix,
      verdict,
      suspicions: [...suspicions],
      line,
      validFrom: starts === null ? null : formatInstant(starts),
    },
    ...(before === undefined ? {} : { before }),
    ...(verdict === 'removed' ? {} : { after: fromRateRow({ ...found, id: 0n }, undefined) }),
  };
}

/** The rates of a package in force at an instant, by prefix, after a prefix: for exports, some at a time. */
export async function listRatesAt(
  tx: Tx,
  billingPackageId: Id,
  at: Instant,
  after: string | undefined,
  limit: number,
): Promise<readonly Rate[]> {
  const found = await rows<RateRow>(
    tx,
    sql`select ${rateColumns}
          from rate
         where billing_package_id = ${billingPackageId}
           and ${inForceAt(at)}
           and ${after === undefined ? sql`true` : sql`prefix > ${after}`}
         order by prefix
         limit ${limit}`,
  );
  return found.map((one) => fromRateRow(one, undefined));
}
