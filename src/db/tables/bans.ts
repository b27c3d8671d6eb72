import type { AttackedProtocol } from '../../core/access/ban.ts';
import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export type NewBan = {
  readonly network: string;
  readonly kind: 'ban' | 'warning';
  readonly protocols: readonly AttackedProtocol[];
  readonly failures: number;
  /** At most five. */
  readonly names: readonly string[];
  readonly note: string;
  readonly at: Instant;
  readonly by: string;
  readonly until: Instant | undefined;
};

/** Makes those who judge or ban one network wait for each other until their transactions end. */
export async function lockNetwork(tx: Tx, network: string): Promise<void> {
  await rows(tx, sql`select pg_advisory_xact_lock(hashtextextended(${network}, 7734))`);
}

export async function insertBan(tx: Tx, one: NewBan): Promise<Id> {
  const made = await row<{ id: Id }>(
    tx,
    sql`insert into ban (network, kind, protocols, failures, names, note, banned_at, banned_by, until)
        values (${one.network}, ${one.kind}, ${one.protocols}, ${one.failures}, ${one.names}, ${one.note}, ${formatInstant(one.at)},
                ${one.by}, ${one.until === undefined ? null : formatInstant(one.until)})
     returning id`,
  );
  if (!made) throw new Error('an insert returns its row');
  return made.id;
}

export type BanRow = {
  readonly id: Id;
  readonly network: string;
  readonly kind: 'ban' | 'warning';
  readonly until: Instant | null;
  readonly isInForce: boolean;
};

/** A ban that nobody else changes until the transaction ends. */
export async function lockBan(tx: Tx, id: Id, now: Instant): Promise<BanRow | undefined> {
  return row<BanRow>(
    tx,
    sql`select id, network::text as network, kind, until,
               lifted_at is null and coalesce(until > ${formatInstant(now)}, true) as "isInForce"
          from ban
         where id = ${id}
           for update`,
  );
}

/** The bans in force, or warnings, that share an address with this network. */
export async function findBansOf(tx: Tx, network: string, kind: NewBan['kind'], now: Instant): Promise<readonly BanRow[]> {
  return rows<BanRow>(
    tx,
    sql`select id, network::text as network, kind, until, true as "isInForce"
          from ban
         where network && ${network}::cidr
           and kind = ${kind}
           and lifted_at is null
           and coalesce(until > ${formatInstant(now)}, true)`,
  );
}

export async function saveBanLifted(tx: Tx, id: Id, at: Instant, by: string): Promise<void> {
  await rows(tx, sql`update ban set lifted_at = ${formatInstant(at)}, lifted_by = ${by} where id = ${id}`);
}

/** Ends the bans in force that share an address with one of these; answers their networks. */
export async function liftBansWithin(tx: Tx, networks: readonly string[], now: Instant): Promise<readonly string[]> {
  const lifted = await rows<{ network: string }>(
    tx,
    sql`update ban
           set lifted_at = ${formatInstant(now)}, lifted_by = 'system'
         where kind = 'ban'
           and lifted_at is null
           and coalesce(until > ${formatInstant(now)}, true)
           and exists (select from unnest(${networks}::cidr[]) as trusted where trusted && network)
     returning network::text as network`,
  );
  return lifted.map(({ network }) => network);
}

export async function saveBanKept(tx: Tx, id: Id): Promise<void> {
  await rows(tx, sql`update ban set until = null where id = ${id}`);
}

/** What was known about a network when somebody failed there. */
export type KnownOfNetwork = {
  readonly suspended: readonly string[];
  readonly registered: readonly string[];
  readonly isExempt: boolean;
  readonly isBanned: boolean;
  readonly isWarned: boolean;
  readonly earlierBans: number;
};

/** Everything that a verdict on a network needs of the database; `address` is where its phones would be registered. */
export async function getKnownOfNetwork(
  tx: Tx,
  asked: { network: string; addresses: readonly string[]; names: readonly string[]; now: Instant; since: Instant },
): Promise<KnownOfNetwork> {
  const { network, addresses, names, since } = asked;
  const now = formatInstant(asked.now);
  const found = await row<KnownOfNetwork>(
    tx,
    sql`select (select coalesce(array_agg(n.number), '{}')
                  from network_number n
                  join account a on a.id = n.account_id
                 where n.number = any(${names}) and not (n.is_active and a.is_active)) as suspended,
               (select coalesce(array_agg(distinct r.network_number), '{}')
                  from phone_registration r where r.address = any(${addresses})) as registered,
               exists (select from ban_exemption where network && ${network}::cidr) as "isExempt",
               exists (select from ban where network && ${network}::cidr and kind = 'ban' and lifted_at is null
                                         and coalesce(until > ${now}, true)) as "isBanned",
               exists (select from ban where network = ${network}::cidr and kind = 'warning' and lifted_at is null
                                         and until > ${now}) as "isWarned",
               (select count(*)::int from ban where network = ${network}::cidr and kind = 'ban'
                                                and coalesce(lifted_by = 'system', true)
                                                and banned_at > ${formatInstant(since)}) as "earlierBans"`,
  );
  if (!found) throw new Error('a select without a table has one row');
  return found;
}

/** How many bans began since then, counted no further than `most`. */
export async function countNewBans(tx: Tx, since: Instant, most: number): Promise<number> {
  const found = await row<{ count: number }>(
    tx,
    sql`select count(*)::int as count
          from (select from ban where kind = 'ban' and banned_by = 'system' and banned_at > ${formatInstant(since)} limit ${most}) as fresh`,
  );
  return found?.count ?? 0;
}

/** How many bans are in force, counted no further than `most`. */
export async function countBansInForce(tx: Tx, now: Instant, most: number): Promise<number> {
  const found = await row<{ count: number }>(
    tx,
    sql`select count(*)::int as count
          from (select from ban where kind = 'ban' and lifted_at is null and coalesce(until > ${formatInstant(now)}, true) limit ${most}) as up`,
  );
  return found?.count ?? 0;
}

/** Forgets bans and warnings that ended before then, at most `limit`; answers how many. */
export async function deleteOldBans(tx: Tx, endedBefore: Instant, limit: number): Promise<number> {
  const gone = await rows(
    tx,
    sql`delete from ban
         where id in (select id from ban where coalesce(lifted_at, until) < ${formatInstant(endedBefore)} order by id limit ${limit})
     returning id`,
  );
  return gone.length;
}

export type BanInForce = { readonly network: string; readonly until: Instant | null };

/** Who is to be kept out, the longest bans first, at most `most`. Smaller networks inside larger ones may be among them. */
export async function listBansInForce(tx: Tx, now: Instant, most: number): Promise<readonly BanInForce[]> {
  return rows<BanInForce>(
    tx,
    sql`select network::text as network, case when bool_or(until is null) then null else max(until) end as until
          from ban
         where kind = 'ban'
           and lifted_at is null
           and coalesce(until > ${formatInstant(now)}, true)
         group by network
         order by bool_or(until is null) desc, max(until) desc, network
         limit ${most}`,
  );
}

/** False: it is on the list already. */
export async function insertExemption(
  tx: Tx,
  { network, note, at, by }: { network: string; note: string; at: Instant; by: string },
): Promise<Id | undefined> {
  const made = await row<{ id: Id }>(
    tx,
    sql`insert into ban_exemption (network, note, added_at, added_by)
        values (${network}, ${note}, ${formatInstant(at)}, ${by})
   on conflict (network) do nothing
     returning id`,
  );
  return made?.id;
}

/** The network that was taken off the list; undefined: it was not there. */
export async function deleteExemption(tx: Tx, id: Id): Promise<string | undefined> {
  const gone = await row<{ network: string }>(
    tx,
    sql`delete from ban_exemption where id = ${id} returning network::text as network`,
  );
  return gone?.network;
}

/** Is this network, or a part of it, never banned? */
export async function isExempt(tx: Tx, network: string): Promise<boolean> {
  const found = await row<{ is: boolean }>(
    tx,
    sql`select exists (select from ban_exemption where network && ${network}::cidr) as is`,
  );
  return found?.is ?? false;
}
