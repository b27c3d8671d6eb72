import type { Customer } from '../src/testing/operator.ts';
import { eventually } from '../src/testing/phones/eventually.ts';
import { bookedCalls, type KillStage } from './killStage.ts';
import { judge, type Kill, toNumber } from './killVerdict.ts';
import { startCallers } from './sippTraffic.ts';

/** A fault planted into the running database, for one account alone. */
type Mutant = { readonly name: string; readonly plant: (accountId: string) => readonly Patch[] };
type Patch = { readonly fn: string; readonly from: string; readonly to: string } | { readonly sql: string };

export const mutants: readonly Mutant[] = [
  {
    name: 'a call that ended unseen is not settled',
    plant: (id) => [
      {
        fn: 'call_settle',
        from: 'charge := s.price;',
        to: `if s."isEstimated" and c.account_id = ${id} then outcome := 'settled'; return; end if; charge := s.price;`,
      },
    ],
  },
  {
    name: 'the answer is not written down',
    plant: (id) => [
      { fn: 'call_answer', from: 'if c.answered_at is not null', to: `if c.answered_at is not null or c.account_id = ${id}` },
    ],
  },
  {
    name: 'the proof that a call is up runs ahead of the clock',
    plant: (id) => [
      {
        sql: `create function run_ahead() returns trigger language plpgsql as $$
              begin new.alive_at := new.alive_at + interval '20 seconds'; return new; end $$;
              create trigger run_ahead before update of alive_at on call for each row when (new.account_id = ${id}) execute function run_ahead()`,
      },
    ],
  },
  {
    name: 'the hold of a settled call is kept',
    plant: (id) => [
      {
        fn: 'account_spends',
        from: 'set held = held - p_hold',
        to: `set held = held - case when p_account_id = ${id} then 0 else p_hold end`,
      },
    ],
  },
];

/**
 * One call for each mutant, and one more that nothing is planted for; Asterisk dies under all of them. Answers what the
 * experiment found wrong with each; the last one is the sound call.
 */
export async function findMutants(stage: KillStage): Promise<readonly (readonly string[])[]> {
  const names = [...mutants.map(({ name }) => name), 'sound'];
  const customers = await Promise.all(names.map((name) => stage.addCustomer(name)));
  for (const [index, { plant }] of mutants.entries()) {
    for (const patch of plant(customers[index]!.id)) await apply(stage, patch);
  }
  const callers = await startCallers({
    calls: customers.map((phone, index) => ({ phone, dialled: `02${98_000_000 + index}`, talkMilliseconds: 240_000 })),
    callsPerSecond: 10,
    server: stage.instance.sipPort,
  });
  try {
    await eventually(() => callers.calls().filter(({ answeredAt }) => answeredAt).length === names.length, 'all talk');
    // Call control looks every five seconds (reconcileCalls); the mutants are about the proof that it writes down.
    await eventually(() => isProven(stage, customers), 'a proof stands on the row of each call that is known to be answered');
    const at = Date.now();
    await stage.instance.kill('asterisk');
    const kill: Kill = { victim: 'asterisk', at, readyAt: Date.now(), worksAt: Date.now() };
    // The first mutant keeps its call booked for ever; everything else is through when one is left.
    await eventually(async () => (await stage.operator.liveCalls()).length <= 1, 'the calls are settled');
    const [phones, carrier, booked] = [callers.calls(), stage.carrier.calls(), await bookedCalls(stage.books, customers)];
    return await Promise.all(
      customers.map(async (customer, index) => {
        const own = phones.filter(({ dialled }) => dialled === `02${98_000_000 + index}`);
        const mine = booked.filter(({ number }) => number === toNumber(own[0]?.dialled ?? ''));
        const { faults } = judge({ phones: own, carrier, booked: mine, kills: [kill] });
        return (await isReleased(stage, customer)) ? faults : [...faults, 'money is still held'];
      }),
    );
  } finally {
    await callers.stop();
  }
}

/** Of every call but the one whose answer the second mutant keeps from being written down. */
const isProven = async ({ books }: KillStage, customers: readonly Customer[]): Promise<boolean> => {
  const asked = 'select from call where account_id = any($1::bigint[]) and alive_at > answered_at';
  return (await books.query(asked, [customers.map(({ id }) => id)])).rowCount === customers.length - 1;
};

const isReleased = async (stage: KillStage, customer: Customer): Promise<boolean> =>
  (await stage.operator.balance(customer)).held === '0.00';

async function apply({ books }: KillStage, patch: Patch): Promise<void> {
  if ('sql' in patch) {
    await books.query(patch.sql);
    return;
  }
  const found = await books.query<{ text: string }>('select pg_get_functiondef($1::regproc) as text', [patch.fn]);
  const text = found.rows[0]?.text ?? '';
  if (!text.includes(patch.from)) throw new Error(`${patch.fn} does not say "${patch.from}" any more`);
  await books.query(text.replace(patch.from, patch.to));
}
