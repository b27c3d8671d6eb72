import type { Id } from '../../core/base/id.ts';
import type { Instant } from '../../core/base/time.ts';
import type { MatchedRate } from '../../core/calls/planCall.ts';
import type { Destination, DestinationWindow, IncomingNumber } from '../../core/routing/incomingNumber.ts';
import type { RecordingAnnouncement } from '../../core/routing/recordingWish.ts';
import type { GroupFollow, RingGroup, RingStrategy } from '../../core/routing/ringGroup.ts';
import { row, sql, type Tx } from '../sql.ts';
import { wishOf } from './callControl.ts';
import { findRateById } from './packageRates.ts';

/** What a call to an incoming number needs to know: the number, its price, and the phones of the account that has it. */
export type FoundIncoming = {
  readonly number: IncomingNumber;
  readonly rateId: Id | undefined;
  readonly customerNumber: string | undefined;
  /** All network numbers of the account. */
  readonly phones: readonly string[];
};

/** By E.164 digits; undefined when the number is not in the system. Asked for each call: nothing here is kept in memory. */
export async function findIncoming(tx: Tx, number: string): Promise<FoundIncoming | undefined> {
  const found = await row<{
    id: Id;
    account_id: Id | null;
    rate_id: Id | null;
    destination: Destination;
    windows: DestinationWindow[];
    time_zone: string;
    customer_number: string | null;
    phones: string[] | null;
    is_recorded: boolean;
    recording_announcement: RecordingAnnouncement | null;
  }>(
    tx,
    sql`select i.id, i.account_id, i.rate_id, i.destination, i.windows, i.is_recorded, i.recording_announcement, a.customer_number,
               coalesce(nullif(a.time_zone, ''), s.time_zone) as time_zone,
               (select array_agg(n.number order by n.number <> a.customer_number, n.id)
                  from network_number n
                 where n.account_id = a.id) as phones
          from incoming_number i
         cross join setting s
          left join account a on a.id = i.account_id
         where i.number = ${number}`,
  );
  if (!found) return undefined;
  return {
    number: {
      id: found.id,
      number,
      ...(found.account_id !== null && { accountId: found.account_id }),
      destination: { usual: found.destination, windows: found.windows },
      timeZone: found.time_zone,
      ...(found.is_recorded && { recording: wishOf('both', found.recording_announcement) }),
    },
    rateId: found.rate_id ?? undefined,
    customerNumber: found.customer_number ?? undefined,
    phones: found.phones ?? [],
  };
}

/** The price of a call to an incoming number, as such calls pin it. Throws when the rate is gone, which no rate ever is. */
export async function findInboundRate(tx: Tx, rateId: Id, at: Instant): Promise<MatchedRate> {
  const rate = await findRateById(tx, rateId, at);
  const rounding = await row<{ decimals: number; roundingMode: MatchedRate['rounding']['roundingMode'] }>(
    tx,
    sql`select p.decimals, p.rounding_mode as "roundingMode"
          from rate r
          join billing_package p on p.id = r.billing_package_id
         where r.id = ${rateId}`,
  );
  if (!rate || !rounding) throw new Error(`the rate ${rateId} is gone`);
  return { rateId, rate, rounding };
}

/** A ring group of this account. */
export async function findRingGroup(tx: Tx, accountId: Id, ringGroupId: string): Promise<RingGroup | undefined> {
  const found = await row<{
    id: Id;
    strategy: RingStrategy;
    members: string[];
    ring_seconds: number;
    follow: GroupFollow | null;
  }>(
    tx,
    sql`select id, strategy, members, ring_seconds, follow
          from ring_group
         where id = ${ringGroupId}
           and account_id = ${accountId}`,
  );
  if (!found) return undefined;
  const { id, strategy, members, ring_seconds: ringSeconds, follow } = found;
  return { id, accountId, strategy, members, ringSeconds, ...(follow && { follow }) };
}

/** All network numbers of the account whose number this is, the customer number first. */
export async function findSiblings(tx: Tx, number: string): Promise<readonly string[]> {
  const found = await row<{ phones: string[] | null }>(
    tx,
    sql`select array_agg(n.number order by n.number <> ${number}, n.id) as phones
          from network_number n
         where n.account_id = (select account_id from network_number where number = ${number})`,
  );
  return found?.phones ?? [];
}

/** Who called this phone last, on its own number or on an incoming number of its account; undefined when nobody did. */
export async function findLastCaller(tx: Tx, number: string): Promise<string | undefined> {
  const found = await row<{ caller: string }>(
    tx,
    sql`select c.caller_number as caller
          from (select ${number}::text as number
                 union all
                select i.number
                  from incoming_number i
                  join network_number n on n.account_id = i.account_id
                 where n.number = ${number}) own
         cross join lateral (select id, caller_number
                               from cdr
                              where cdr.number = own.number
                                and cdr.caller_number not in ('', own.number)
                                and cdr.outcome <> 'refused'
                              order by id desc
                              limit 1) c
         order by c.id desc
         limit 1`,
  );
  return found?.caller;
}
