import { type Amount, formatAmount } from '../src/core/base/money.ts';
import { instant } from '../src/core/base/time.ts';
import type { MatchedRate } from '../src/core/calls/planCall.ts';
import { priceOnly } from '../src/core/rating/priceCall.ts';
import { wholeSeconds } from '../src/core/rating/wholeSeconds.ts';
import type { CallFixture } from '../src/testing/callFixture.ts';
import { isOverrun, type TrueCall, type World } from './creditWorld.ts';

type OpenRow = {
  call_id: string;
  hold: Amount;
  granted_seconds: number;
  answered_at: number | null;
  is_metered: boolean;
  is_capped: boolean;
};

/** What holds after every step: I1-I6 and I11 of charging.md, and that no grant shrank after its answer. */
export async function faultsOf(world: World): Promise<readonly string[]> {
  const { fixture } = world;
  const faults = [...(await fixture.faults()), ...world.shrunk.map((callId) => `the grant of ${callId} shrank`)];
  const { rows } = await fixture.owner.query<OpenRow>(
    `select c.call_id, c.hold, c.granted_seconds, c.answered_at, c.is_metered, a.daily_spend_limit is not null as is_capped
       from call c join account a on a.id = c.account_id`,
  );
  for (const row of rows) faults.push(...(await holdFault(world, row)));
  // What is put right after an estimate, and what was talked beyond a grant, is owed whatever the limit says.
  const capped = await fixture.owner.query<{ id: bigint; over: Amount }>(
    `select a.id, b.spent_on_day + b.held - a.daily_spend_limit as over
       from account a join account_balance b on b.account_id = a.id
      where b.spent_on_day + b.held > a.daily_spend_limit
        and not exists (select from cdr d where d.account_id = a.id and (d.call_id = any($1) or d.is_estimated and exists (select from transfer t where t.kind = 'call_correction' and t.key = d.call_id)))`,
    [[...world.calls].filter(([callId, call]) => isOverrun(world, callId, call)).map(([callId]) => callId)],
  );
  faults.push(...capped.rows.map(({ id, over }) => `account ${id} is ${formatAmount(over)} beyond its daily limit`));
  return faults;
}

/** I5: what is held is what the grant costs, once the instant of the answer is known; before, not less. */
async function holdFault(world: World, row: OpenRow): Promise<readonly string[]> {
  if (!row.is_metered && !row.is_capped) return row.hold === 0n ? [] : [`${row.call_id} holds money that nobody limits`];
  const call = world.calls.get(row.call_id);
  const at = row.answered_at ?? call?.answeredAt;
  if (row.granted_seconds === 0 || at === undefined) return [];
  const price = await priceAt(world, at, row.granted_seconds);
  const isRight = row.answered_at === null ? row.hold >= price : row.hold === price;
  return isRight
    ? []
    : [
        `${row.call_id} holds ${formatAmount(row.hold)} for a grant of ${row.granted_seconds} s that costs ${formatAmount(price)}`,
      ];
}

async function priceAt({ fixture }: World, at: number, seconds: number): Promise<Amount> {
  const found = (await fixture.copies.billingPackage(fixture.packageId)).find('61299990000', instant(at)) as MatchedRate;
  return priceOnly(found.rate, found.rounding, instant(at), seconds);
}

type CdrRow = {
  call_id: string;
  price: Amount;
  charge: Amount;
  loss: Amount;
  corrected: Amount;
  is_estimated: boolean;
  outcome: string;
  refusal: string | null;
  posted: Amount;
};

/** What must be true of every call once all is told: I6, I8, I9, I13; a grant covers what it was given for, and the end is free of holds. */
export async function finalFaults(world: World): Promise<readonly string[]> {
  const { fixture, calls } = world;
  const { rows } = await fixture.owner.query<CdrRow>(
    `select d.call_id, d.price, d.charge, d.loss, d.is_estimated, d.outcome, d.refusal,
            coalesce((select -sum(e.amount) from transfer t join entry e on e.transfer_id = t.id
                       where t.kind = 'call_correction' and t.key = d.call_id and e.ledger = 'call_revenue'), 0)::bigint as corrected,
            coalesce((select -sum(e.amount) from transfer t join entry e on e.transfer_id = t.id
                       where t.kind in ('call', 'call_correction') and t.key = d.call_id and e.ledger = 'call_revenue'), 0)::bigint as posted
       from cdr d`,
  );
  const faults: string[] = [];
  const open = await fixture.owner.query<{ count: bigint; held: Amount }>(
    'select (select count(*) from call) as count, (select sum(held) from account_balance)::bigint as held',
  );
  if (open.rows[0]?.count !== 0n || open.rows[0].held !== 0n)
    faults.push(`${open.rows[0]?.count} calls stay open, ${open.rows[0]?.held} stays held`);
  const byId = new Map(rows.map((row) => [row.call_id, row]));
  for (const [callId, call] of calls)
    faults.push(...(await callFaults(world, call, byId.get(callId))).map((fault) => `${callId} ${fault}`));
  return faults;
}

async function callFaults(world: World, call: TrueCall, cdr: CdrRow | undefined): Promise<readonly string[]> {
  const { answeredAt, endedAt, limit, request } = call;
  if (!call.rings) return cdr && cdr.posted !== 0n ? ['was refused and is charged'] : [];
  if (!cdr) return ['has no CDR'];
  if (answeredAt === undefined || endedAt === undefined)
    return cdr.posted === 0n && cdr.price === 0n ? [] : ['was never answered and is charged'];
  const seconds = wholeSeconds(endedAt - answeredAt);
  const price = await priceAt(world, answeredAt, seconds);
  if (world.lostEnds.has(request.callId))
    return cdr.posted <= price ? [] : [`is charged ${formatAmount(cdr.posted)}, beyond its ${formatAmount(price)}`];
  if (cdr.posted !== price) return [`of ${seconds} s is charged ${formatAmount(cdr.posted)} instead of ${formatAmount(price)}`];
  return !cdr.is_estimated && seconds <= limit && cdr.loss !== 0n
    ? [`was within its grant of ${limit} s and lost ${formatAmount(cdr.loss)}`]
    : [];
}

/** Everything that money is, in one line. */
export async function snapshot(fixture: CallFixture): Promise<string> {
  const { rows } = await fixture.owner.query<{ text: string }>(
    `select coalesce((select string_agg(account_id || ':' || posted || ':' || held, ' ' order by account_id) from account_balance), '')
            || ' transfers ' || (select count(*) from transfer) || ' calls ' || (select count(*) from call)
            || ' charged ' || (select coalesce(sum(price), 0) from cdr) as text`,
  );
  return rows[0]?.text ?? '';
}
