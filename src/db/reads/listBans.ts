import { plainNetwork } from '../../core/access/addressText.ts';
import type { AttackedProtocol, BanState } from '../../core/access/ban.ts';
import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { join, rows, type Sql, sql, type Tx } from '../sql.ts';
import { cursorOf, idPattern, keysOf, likeText, type PageRequest, pageOf } from './page.ts';

type BanRow = {
  id: string;
  network: string;
  kind: 'ban' | 'warning';
  protocols: AttackedProtocol[];
  failures: number;
  names: string[];
  note: string;
  bannedAt: Instant;
  bannedBy: string;
  until: Instant | null;
  liftedAt: Instant | null;
  liftedBy: string | null;
  isInForce: boolean;
};
export type BanFilter = {
  readonly state?: 'in_force' | 'over' | undefined;
  readonly kind?: 'ban' | 'warning' | undefined;
  /** An address, a network, or words of the note or of the numbers tried. */
  readonly search?: string | undefined;
};

/** Bans and warnings, newest first. */
export async function listBans(tx: Tx, now: Instant, filter: BanFilter, page: PageRequest) {
  const [after] = keysOf(page.after, idPattern) ?? [];
  const isInForce = inForce(now);
  const conditions = [
    sql`true`,
    ...(filter.state === undefined ? [] : [filter.state === 'in_force' ? isInForce : sql`not (${isInForce})`]),
    ...(filter.kind === undefined ? [] : [sql`kind = ${filter.kind}`]),
    ...(filter.search ? [found(filter.search)] : []),
    ...(after === undefined ? [] : [sql`id < ${after}`]),
  ];
  const listed = await bansWhere(tx, now, join(conditions, ' and '), page.limit + 1);
  return pageOf(listed, page.limit, toItem, (one) => cursorOf(one.id));
}

export async function findBan(tx: Tx, now: Instant, id: Id) {
  const one = (await bansWhere(tx, now, sql`id = ${id}`, 1))[0];
  return one && toItem(one);
}

const inForce = (now: Instant): Sql => sql`lifted_at is null and coalesce(until > ${formatInstant(now)}, true)`;

function found(search: string): Sql {
  const network = plainNetwork(search);
  if (network !== undefined) return sql`network && ${network}::cidr`;
  const like = `%${likeText(search)}%`;
  return sql`(host(network) || ' ' || note || ' ' || array_to_string(names, ' ')) ilike ${like}`;
}

function bansWhere(tx: Tx, now: Instant, condition: Sql, limit: number): Promise<readonly BanRow[]> {
  return rows<BanRow>(
    tx,
    sql`select id::text as id, network::text as network, kind, protocols, failures, names, note, banned_at as "bannedAt",
               banned_by as "bannedBy", until, lifted_at as "liftedAt", lifted_by as "liftedBy", (${inForce(now)}) as "isInForce"
          from ban
         where ${condition}
         order by ban.id desc
         limit ${limit}`,
  );
}

function toItem({ bannedAt, until, liftedAt, liftedBy, isInForce, network, ...rest }: BanRow) {
  const past: BanState = liftedAt === null ? 'ended' : 'lifted';
  const state: BanState = isInForce ? 'in_force' : past;
  return {
    ...rest,
    state,
    network: shownNetwork(network),
    bannedAt: formatInstant(bannedAt),
    ...(until !== null && { until: formatInstant(until) }),
    ...(liftedAt !== null && { liftedAt: formatInstant(liftedAt), liftedBy: liftedBy ?? '' }),
  };
}

/** One IPv4 address is an address to people. */
const shownNetwork = (network: string): string => (network.includes(':') ? network : network.replace(/\/32$/, ''));

type ExemptionRow = { id: string; network: string; note: string; addedAt: Instant; addedBy: string };

/** Networks that are never banned, as staff wrote them. */
export async function listExemptions(tx: Tx) {
  const listed = await rows<ExemptionRow>(
    tx,
    sql`select id::text as id, network::text as network, note, added_at as "addedAt", added_by as "addedBy"
          from ban_exemption
         order by network
         limit 1000`,
  );
  return listed.map(({ network, addedAt, ...one }) => ({
    ...one,
    network: shownNetwork(network),
    addedAt: formatInstant(addedAt),
  }));
}
