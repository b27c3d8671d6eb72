import type { Id } from '../../core/base/id.ts';
import type { Amount } from '../../core/base/money.ts';
import { addSeconds, formatInstant, type Instant, type LocalDate } from '../../core/base/time.ts';
import type { GuardState } from '../../core/fraud/guardTerms.ts';
import type { SeenCall } from '../../core/fraud/usage.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

/** The last look: CDRs from `fromCdrId` on are looked at (again), `seenCdrId` is the newest that there was. */
export type Watch = { readonly fromCdrId: bigint; readonly seenCdrId: bigint; readonly movedAt: Instant };

/** CDRs are taken again for so long: their transactions may end late. Seconds. */
const lateSeconds = 30;
/** The guard looks so far back. Seconds. */
const lookBackSeconds = 3600;

/** How far the guard has looked; where it never did, from the last hour on. */
export async function findWatch(tx: Tx, now: Instant): Promise<Watch> {
  const found = await row<Watch>(
    tx,
    sql`select from_cdr_id as "fromCdrId", seen_cdr_id as "seenCdrId", moved_at as "movedAt" from guard_watch`,
  );
  if (found) return found;
  const since = formatInstant(addSeconds(now, -lookBackSeconds));
  // The fence (offset 0) keeps it to the index of starts: else the planner may walk all calls by id until it meets a recent one.
  const first = await row<{ id: bigint | null }>(
    tx,
    sql`select min(o.id) - 1 as id from (select id from cdr where started_at > ${since} offset 0) as o`,
  );
  const fromCdrId = first?.id ?? (await newestCdr(tx));
  return { fromCdrId, seenCdrId: fromCdrId, movedAt: now };
}

async function newestCdr(tx: Tx): Promise<bigint> {
  return (await row<{ id: bigint }>(tx, sql`select coalesce(max(id), 0) as id from cdr`))?.id ?? 0n;
}

/** Networks that no phone used for so long are forgotten. Days. */
const networkDays = 90;

/** Everything up to `newest` was looked at. Once a day old networks are forgotten with it. */
export async function saveWatch(tx: Tx, { fromCdrId, seenCdrId, movedAt }: Watch, newest: bigint, now: Instant): Promise<void> {
  const isLate = now - movedAt >= lateSeconds * 1000;
  const [from, seen, at] = isLate ? [seenCdrId, newest, now] : [fromCdrId, seenCdrId, movedAt];
  await rows(
    tx,
    sql`insert into guard_watch (from_cdr_id, seen_cdr_id, moved_at) values (${from}, ${seen}, ${formatInstant(at)})
            on conflict (only_row) do update set from_cdr_id = excluded.from_cdr_id, seen_cdr_id = excluded.seen_cdr_id, moved_at = excluded.moved_at`,
  );
  if (isLate && dayOf(movedAt) !== dayOf(now)) {
    await rows(tx, sql`delete from guard_network where last_seen_at < ${formatInstant(addSeconds(now, -networkDays * 86_400))}`);
  }
}

/** In days since 1970, UTC. */
const dayOf = (at: Instant): number => Math.floor(at / 86_400_000);

/** Accounts that call abroad or to guarded destinations now, or whose calls have ended since. */
export async function listCallingAccounts(
  tx: Tx,
  { fromCdrId }: Watch,
  countryCallingCode: string,
): Promise<{ readonly accountIds: readonly Id[]; readonly newest: bigint }> {
  const newest = await newestCdr(tx);
  const found = await rows<{ id: Id }>(
    tx,
    sql`select c.account_id as id
          from call c
         where c.direction = 'outgoing' and c.destination_kind = 'outside'
           and (c.is_exposed or not starts_with(c.number, ${countryCallingCode}) or ${countryCallingCode} = '1')
         union
        select d.account_id
          from cdr d
         where d.id > ${fromCdrId} and d.account_id is not null and d.direction = 'outgoing' and d.destination_kind in ('outside', 'unknown')
         order by id`,
  );
  return { accountIds: found.map(({ id }) => id), newest };
}

export type WatchedAccount = {
  readonly accountId: Id;
  readonly openedAt: Instant;
  readonly isGuarded: boolean;
  readonly state: GuardState;
  readonly quietUntil: Instant | undefined;
};

export async function listWatchedAccounts(tx: Tx, accountIds: readonly Id[]): Promise<readonly WatchedAccount[]> {
  const found = await rows<Omit<WatchedAccount, 'quietUntil'> & { quietUntil: Instant | null }>(
    tx,
    sql`select a.id as "accountId", a.created_at as "openedAt", coalesce(g.is_guarded, false) as "isGuarded", coalesce(g.state, 'none') as state,
               g.quiet_until as "quietUntil"
          from account a
          left join account_guard g on g.account_id = a.id
         where a.id = any(${accountIds})
         order by a.id`,
  );
  return found.map((one) => ({ ...one, quietUntil: one.quietUntil ?? undefined }));
}

/** Refusals that say that somebody tries what is closed. */
const closed = ['guard_special', 'guard_high_risk', 'guard_country', 'guard_price', 'destination_blocked', 'no_rate'];

/** The calls to the outside of the last hour, in progress or ended; of each account the newest thousand ended ones. */
export async function listSeenCalls(
  tx: Tx,
  accountIds: readonly Id[],
  now: Instant,
): Promise<readonly (SeenCall & { readonly accountId: Id })[]> {
  const since = formatInstant(addSeconds(now, -lookBackSeconds));
  return rows<SeenCall & { accountId: Id; price: Amount }>(
    tx,
    sql`select i.id as "accountId", u.at, u.number, u.price, u."isAnswered", u."isOpen", u."isRefused", f.call_id is not null as "isForwarded"
          from unnest(${accountIds}::bigint[]) as i (id)
         cross join lateral (
               select c.call_id, c.authorized_at as at, c.number, c.hold as price, c.answered_at is not null as "isAnswered", true as "isOpen",
                      false as "isRefused"
                 from call c
                where c.account_id = i.id and c.direction = 'outgoing' and c.destination_kind = 'outside'
                union all
              (select d.call_id, d.started_at, d.number, d.price, d.outcome = 'answered', false, d.outcome = 'refused'
                 from cdr d
                where d.account_id = i.id and d.started_at > ${since} and d.direction = 'outgoing'
                  and (d.destination_kind = 'outside' or d.refusal = any(${closed}))
                order by d.started_at desc
                limit 1000)) as u
          left join forwarded_call f on f.call_id = u.call_id`,
  );
}

/** Remembers where the phones of these accounts are registered now, and says since when an account is on a network that is new to it. */
export async function noteNetworks(tx: Tx, accountIds: readonly Id[], now: Instant): Promise<ReadonlyMap<Id, Instant>> {
  const at = formatInstant(now);
  await rows(
    tx,
    sql`insert into guard_network as g (account_id, network, first_seen_at, last_seen_at)
        select distinct n.account_id, network(set_masklen(r.address::inet, case family(r.address::inet) when 4 then 16 else 32 end)), ${at}::timestamptz, ${at}::timestamptz
          from network_number n
          join phone_registration r on r.network_number = n.number
         where n.account_id = any(${accountIds}) and pg_input_is_valid(r.address, 'inet')
            on conflict (account_id, network) do update set last_seen_at = greatest(g.last_seen_at, excluded.last_seen_at)`,
  );
  const dayBefore = formatInstant(addSeconds(now, -86_400));
  const found = await rows<{ accountId: Id; since: Instant }>(
    tx,
    sql`select g.account_id as "accountId", min(g.first_seen_at) as since
          from guard_network g
         where g.account_id = any(${accountIds}) and g.first_seen_at > ${dayBefore} and g.last_seen_at >= ${at}
           and exists (select from guard_network o where o.account_id = g.account_id and o.first_seen_at <= ${dayBefore})
         group by g.account_id`,
  );
  return new Map(found.map(({ accountId, since }) => [accountId, since]));
}

/** What an account usually does, as it is stored. */
export type StoredUse = {
  readonly days: number;
  readonly callsByHour: readonly number[];
  readonly abroadByHour: readonly number[];
  readonly spendByHour: readonly Amount[];
  readonly nightCalls: number;
  /** The first digits of numbers abroad that were reached, as many as tell the country. */
  readonly prefixes: readonly string[];
};

/** An array of bigint comes as text: drivers make numbers of it. */
type UseRow = Omit<StoredUse, 'spendByHour'> & { spendByHour: readonly string[] };

const useColumns = sql`days, calls_by_hour as "callsByHour", abroad_by_hour as "abroadByHour", spend_by_hour::text[] as "spendByHour",
  night_calls as "nightCalls", prefixes`;

export type UseQuestion = {
  readonly today: LocalDate;
  readonly zone: string;
  /** What numbers of the own country begin with; all of one length (homePrefixesOf). */
  readonly homePrefixes: readonly string[];
  readonly nightFrom: number;
  readonly nightTo: number;
};

/** The history of an account up to the midnight before; made from its CDRs once a day. */
export async function findUse(tx: Tx, accountId: Id, question: UseQuestion): Promise<StoredUse> {
  const known = await row<UseRow>(
    tx,
    sql`select ${useColumns} from guard_history where account_id = ${accountId} and up_to = ${question.today}`,
  );
  const found = known ?? (await makeUse(tx, accountId, question));
  return { ...found, spendByHour: found.spendByHour.map((one) => BigInt(one) as Amount) };
}

/** Where four digits do not tell the country: Channel Islands, Vatican, Åland, islands of Australia, Mayotte (core/fraud/numberCountry.ts). */
const nestedCountries = '^(44[17]|3906698|35818|6189|262)';

async function makeUse(tx: Tx, accountId: Id, { today, zone, homePrefixes, nightFrom, nightTo }: UseQuestion): Promise<UseRow> {
  const homeLength = homePrefixes[0]?.length ?? 0;
  // Eight weeks of a large account take longer than the usual limit; to be stopped would be so at each look.
  await rows(tx, sql`select set_config('statement_timeout', '5min', true)`);
  const made = await row<UseRow>(
    tx,
    sql`with seen as (
          select d.started_at, d.started_at at time zone ${zone} as wall, d.number, d.price, d.outcome, left(d.number, ${homeLength}::int) <> all(${homePrefixes}::text[]) as is_abroad
            from cdr d
           where d.account_id = ${accountId} and d.direction = 'outgoing' and d.destination_kind = 'outside'
             and d.started_at >= (${today}::date - 56)::timestamp at time zone ${zone} and d.started_at < ${today}::timestamp at time zone ${zone}),
        hours as (
          select to_timestamp(hour_of(started_at) * 3600::bigint) at time zone ${zone} as hour, count(*)::int as calls, (count(*) filter (where is_abroad))::int as abroad, sum(price) as spend
            from seen group by hour_of(started_at)),
        slots as (
          select ((extract(isodow from hour) - 1) * 24 + extract(hour from hour))::int as slot, max(calls) as calls, max(abroad) as abroad,
                 max(spend)::bigint as spend
            from hours group by 1),
        week as (select n, coalesce(s.calls, 0) as calls, coalesce(s.abroad, 0) as abroad, coalesce(s.spend, 0) as spend
                   from generate_series(0, 167) n left join slots s on s.slot = n)
        insert into guard_history (account_id, up_to, days, calls_by_hour, abroad_by_hour, spend_by_hour, night_calls, prefixes)
        select ${accountId}, ${today}, coalesce((select ${today}::date - min(wall)::date from seen), 0),
               (select array_agg(calls order by n) from week), (select array_agg(abroad order by n) from week), (select array_agg(spend order by n) from week),
               (select count(*) from seen where is_abroad and case when ${nightFrom}::int > ${nightTo}::int
                                                                    then extract(hour from wall) >= ${nightFrom} or extract(hour from wall) < ${nightTo}
                                                                    else extract(hour from wall) >= ${nightFrom} and extract(hour from wall) < ${nightTo} end),
               array(select distinct case when number ~ ${nestedCountries} then left(number, 7) else left(number, 4) end
                       from seen where is_abroad and outcome = 'answered')
            on conflict (account_id) do update
           set up_to = excluded.up_to, days = excluded.days, calls_by_hour = excluded.calls_by_hour, abroad_by_hour = excluded.abroad_by_hour,
               spend_by_hour = excluded.spend_by_hour, night_calls = excluded.night_calls, prefixes = excluded.prefixes
     returning ${useColumns}`,
  );
  if (!made) throw new Error(`the history of account ${accountId} could not be made`);
  return made;
}

/** The calls to the outside that this account has in progress. */
export async function listOutsideCalls(tx: Tx, accountId: Id): Promise<readonly string[]> {
  const found = await rows<{ callId: string }>(
    tx,
    sql`select call_id as "callId" from call where account_id = ${accountId} and direction = 'outgoing' and destination_kind = 'outside'`,
  );
  return found.map(({ callId }) => callId);
}
