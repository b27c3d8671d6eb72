import type { Id } from '../../core/base/id.ts';
import type { Instant, LocalDate } from '../../core/base/time.ts';
import type { TrunkState } from '../../core/calls/call.ts';
import type { SkippedProvider } from '../../core/routing/chooseProviders.ts';
import type { HostHealth } from '../../core/routing/hostHealth.ts';
import { rows, sql, type Tx } from '../sql.ts';

/** What is kept of one host of a provider. */
export type HostRecord = {
  readonly providerId: Id;
  readonly host: number;
  readonly health: HostHealth;
  readonly registration: TrunkState['registration'];
  readonly roundTrip: number | undefined;
};

/** Writes what is known of hosts. A provider or a host that was removed meanwhile is passed over. */
export async function saveHostStates(tx: Tx, records: readonly HostRecord[], at: Instant): Promise<void> {
  if (records.length === 0) return;
  const text = (instant: Instant | undefined) => (instant === undefined ? null : new Date(instant).toISOString());
  const lines = records.map(({ providerId, host, health, registration, roundTrip }) => ({
    ...{
      provider_id: String(providerId),
      host,
      probe: health.probe,
      good_since: text(health.goodSince),
      failures: health.failures,
    },
    ...{ fenced_until: text(health.fencedUntil), registration: registration ?? null, round_trip_us: roundTrip ?? null },
  }));
  await rows(
    tx,
    sql`insert into provider_host_state as s (provider_id, host, probe, good_since, failures, fenced_until, registration, round_trip_us, since)
        select r.provider_id, r.host, r.probe, r.good_since, r.failures, r.fenced_until, r.registration, r.round_trip_us, ${new Date(at)}
          from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
            as r (provider_id bigint, host int, probe text, good_since timestamptz, failures int, fenced_until timestamptz, registration text,
                  round_trip_us int)
          join provider p on p.id = r.provider_id
            on conflict (provider_id, host) do update
           set probe = excluded.probe, good_since = excluded.good_since, failures = excluded.failures, fenced_until = excluded.fenced_until,
               registration = excluded.registration, round_trip_us = excluded.round_trip_us,
               since = case when s.probe = excluded.probe then s.since else excluded.since end`,
  );
}

/** Forgets what was known of a provider's hosts: its addresses changed. */
export async function dropHostStates(tx: Tx, providerId: Id): Promise<void> {
  await rows(tx, sql`delete from provider_host_state where provider_id = ${providerId}`);
}

export type Tally = { readonly providerId: Id; readonly attempts: number; readonly answered: number };

/** Adds attempts to the minute of `at`. */
export async function addTallies(tx: Tx, tallies: readonly Tally[], at: Instant): Promise<void> {
  if (tallies.length === 0) return;
  await rows(
    tx,
    sql`insert into provider_tally as t (provider_id, minute, attempts, answered)
        select l.provider_id, date_trunc('minute', ${new Date(at)}::timestamptz), l.attempts, l.answered
          from unnest(${tallies.map((one) => one.providerId)}::bigint[], ${tallies.map((one) => one.attempts)}::int[],
                      ${tallies.map((one) => one.answered)}::int[]) as l (provider_id, attempts, answered)
          join provider p on p.id = l.provider_id
            on conflict (provider_id, minute) do update
           set attempts = t.attempts + excluded.attempts, answered = t.answered + excluded.answered`,
  );
}

/** Those of the providers that take no further call now, by their caps, and why. */
export async function listFullProviders(tx: Tx, ids: readonly Id[], day: LocalDate): Promise<readonly SkippedProvider[]> {
  return rows<SkippedProvider>(
    tx,
    sql`select id as "providerId", reason
          from (select id, provider_full(id, ${day}) as reason from provider where id = any (${ids}) and is_capped) as asked
         where reason is not null
         order by id`,
  );
}
