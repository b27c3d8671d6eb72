import type { Id } from '../../core/base/id.ts';
import { type Amount, formatAmount, formatUnitPrice, type UnitPrice } from '../../core/base/money.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { destinationText } from '../../core/calls/destinationText.ts';
import type { Destination, DestinationWindow, NumberState } from '../../core/routing/incomingNumber.ts';
import type { RecordingAnnouncement } from '../../core/routing/recordingWish.ts';
import { join, rows, type Sql, sql, type Tx } from '../sql.ts';
import { accountNameOf, type NamingRow, namingColumns } from './accountName.ts';
import { cursorOf, keysOf, likeText, type PageRequest, pageOf } from './page.ts';

export type IncomingNumberFilter = {
  readonly search?: string | undefined;
  readonly state?: NumberState | undefined;
  readonly providerId?: Id | undefined;
  readonly accountId?: Id | undefined;
};
type NumberRow = NamingRow & {
  id: string;
  number: string;
  providerId: string | null;
  providerName: string | null;
  monthlyCost: Amount;
  monthlyPrice: Amount;
  perMinute: UnitPrice | null;
  accountId: string | null;
  allocatedAt: Instant | null;
  quarantinedUntil: Instant | null;
  destination: Destination;
  windows: DestinationWindow[];
  isRecorded: boolean;
  recordingAnnouncement: RecordingAnnouncement | null;
  groupNames: Readonly<Record<string, string>> | null;
  createdAt: Instant;
  version: number;
};

/** Incoming numbers in the order of their digits. `now` tells what still rests. */
export async function listIncomingNumbers(tx: Tx, filter: IncomingNumberFilter, page: PageRequest, now: Instant) {
  const after = keysOf(page.after, /^\d{1,15}$/);
  const conditions = [...conditionsOf(filter, now), ...(after === undefined ? [] : [sql`i.number collate "C" > ${after[0]}`])];
  const found = await numbersWhere(tx, join([sql`true`, ...conditions], ' and '), page.limit + 1);
  return pageOf(
    found,
    page.limit,
    (one) => toItem(one, now),
    (one) => cursorOf(one.number),
  );
}

/** One of them; undefined when there is none. */
export async function findIncomingNumber(tx: Tx, id: Id, now: Instant) {
  const [found] = await numbersWhere(tx, sql`i.id = ${id}`, 1);
  return found && toItem(found, now);
}

async function numbersWhere(tx: Tx, condition: Sql, limit: number): Promise<readonly NumberRow[]> {
  return rows<NumberRow>(
    tx,
    sql`select i.id::text as id, i.number, i.provider_id::text as "providerId", p.name as "providerName",
               i.monthly_cost as "monthlyCost", i.monthly_price as "monthlyPrice", r.price as "perMinute",
               i.account_id::text as "accountId", ${namingColumns}, i.allocated_at as "allocatedAt",
               i.quarantined_until as "quarantinedUntil", i.destination, i.windows,
               i.is_recorded as "isRecorded", i.recording_announcement as "recordingAnnouncement", i.created_at as "createdAt", i.version,
               (select jsonb_object_agg(g.id, g.name) from ring_group g where g.account_id = i.account_id) as "groupNames"
          from incoming_number i
          left join account a on a.id = i.account_id
          left join provider p on p.id = i.provider_id
          left join rate r on r.id = i.rate_id
         where ${condition}
         order by i.number collate "C"
         limit ${limit}`,
  );
}

function conditionsOf({ search = '', state, providerId, accountId }: IncomingNumberFilter, now: Instant): readonly Sql[] {
  return [
    ...(search === '' ? [] : [fits(search)]),
    ...(state === undefined ? [] : [stateIs(state, now)]),
    ...(providerId === undefined ? [] : [sql`i.provider_id = ${providerId}`]),
    ...(accountId === undefined ? [] : [sql`i.account_id = ${accountId}`]),
  ];
}

/** Digits are looked for in the number, and may be a customer number; anything with letters is whoever has it, as the list of accounts finds it. */
function fits(search: string): Sql {
  const digits = search.replace(/\D/g, '');
  if (!/\p{L}|@/u.test(search)) {
    const isWhose = sql`i.account_id = (select id from account where customer_number = ${digits})`;
    return sql`${digits !== ''} and (i.number like ${`%${digits}%`} or ${isWhose})`;
  }
  const words = search.toLowerCase().split(/\s+/).slice(0, 8);
  const stand = join(
    words.map((word) => sql`search_text like ${`%${likeText(word)}%`}`),
    ' and ',
  );
  return sql`i.account_id = any (array(select id from account where ${stand}))`;
}

function stateIs(state: NumberState, now: Instant): Sql {
  const at = formatInstant(now);
  if (state === 'allocated') return sql`i.account_id is not null`;
  if (state === 'quarantined') return sql`i.quarantined_until > ${at}`;
  return sql`i.account_id is null and (i.quarantined_until is null or i.quarantined_until <= ${at})`;
}

function toItem(found: NumberRow, now: Instant) {
  const isResting = found.quarantinedUntil !== null && found.quarantinedUntil > now;
  const state: NumberState = found.accountId !== null ? 'allocated' : isResting ? 'quarantined' : 'free';
  return {
    id: found.id,
    number: found.number,
    providerId: found.providerId,
    providerName: found.providerName ?? '',
    monthlyCost: formatAmount(found.monthlyCost),
    monthlyPrice: formatAmount(found.monthlyPrice),
    perMinute: formatUnitPrice(found.perMinute ?? 0n),
    state,
    accountId: found.accountId,
    accountName: found.accountId === null ? '' : accountNameOf(found),
    allocatedAt: found.allocatedAt === null ? null : formatInstant(found.allocatedAt),
    quarantinedUntil: isResting && found.quarantinedUntil !== null ? formatInstant(found.quarantinedUntil) : null,
    destination: found.destination,
    windows: found.windows.map((one) => ({ ...one, days: [...one.days] })),
    destinationText: destinationText(found.destination, found.windows, found.groupNames ?? {}),
    isRecorded: found.isRecorded,
    recordingAnnouncement: found.recordingAnnouncement,
    createdAt: formatInstant(found.createdAt),
    version: found.version,
  };
}
