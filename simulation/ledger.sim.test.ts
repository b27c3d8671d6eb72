import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealLedger as putSeal } from '../src/actions/ledger/sealLedger.ts';
import { run } from '../src/actions/run.ts';
import { checkLedger, type SealName } from '../src/cli/ledgerCheck.ts';
import { systemActor } from '../src/core/access/permission.ts';
import { instant } from '../src/core/base/time.ts';
import { sealLedger } from '../src/jobs/sealLedger.ts';
import { type CallFixture, callFixture } from '../src/testing/callFixture.ts';
import { openSafe } from '../src/vault/safe.ts';
import { edit, ledgerEdits } from './ledgerEdits.ts';
import { pick, seedAndRounds, seededRandom } from './random.ts';

/** Experiment k of quality.md: the ledger cannot be changed by the application, nor unseen by the owner of the database. */
const { seed, rounds } = seedAndRounds(ledgerEdits.length * 2);
const safe = openSafe('the sealing secret of the ledger experiment');
const transfers = 230;

let fixture: CallFixture;
let owner: Client;
let anchor: SealName | undefined;
const act = <Input, Answer>(action: Parameters<typeof run<Input, Answer>>[2], input: Input): Promise<Answer> =>
  run({ pool: fixture.app, clock: () => instant(Date.now()), safe }, systemActor, action, input);
const remember = (seal: SealName): void => {
  anchor = seal;
};
const check = () => checkLedger(owner as never, { key: safe.ledgerKey, anchor });

/** Does something, checks the ledger, undoes it. */
async function inUndone(work: () => Promise<void>, title: string) {
  await owner.query('begin');
  try {
    await work();
    return await check();
  } catch (cause) {
    throw new Error(title, { cause });
  } finally {
    await owner.query('rollback');
  }
}

beforeAll(async () => {
  fixture = await callFixture({ price: '1000000000000' });
  owner = new Client(fixture.database.ownerUrl);
  await owner.connect();
  const accounts = [await fixture.addAccount(), await fixture.addAccount(), await fixture.addAccount()];
  const random = seededRandom(seed);
  for (let n = 0; n < transfers; n += 1) {
    const account = accounts[pick(random, 2)]!.id;
    const post = `select ledger_post('top_up', 'k-${n}', now(), 'top up', 'test', array['bank', 'prepaid'], array[0, ${account}]::bigint[],
                                     array[${n + 1}, -${n + 1}]::bigint[])`;
    // An id that is drawn and given up leaves a gap, as a failed posting does.
    if (n % 40 === 20)
      await fixture.app.query(
        `do $$ begin perform 1 from (${post}) o; raise exception 'given up'; exception when raise_exception then null; end $$`,
      );
    await fixture.app.query(post);
  }
  await sealLedger({ act });
  while ((await act(putSeal, { limit: 30 })).sealed > 0);
  await sealLedger({ act, sealAnchor: { read: () => anchor, write: remember } });
});
afterAll(async () => {
  await owner.end();
  await fixture.close();
});

describe('the owner of the database cannot change the ledger unseen (quality.md k)', () => {
  it('an untouched ledger has nothing to find', async () => {
    expect(await check()).toMatchObject({ faults: [], seals: 8n, transfers: BigInt(transfers), unsealed: 0n });
    expect(anchor?.id).toBe(8n);
  });

  it(`${rounds} edits are found, each with its place`, async () => {
    const random = seededRandom(seed);
    const ids = (await owner.query<{ id: bigint }>('select id from transfer order by id')).rows.map((one) => one.id);
    const missed: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const one = ledgerEdits[round % ledgerEdits.length]!;
      const id = ids[pick(random, ids.length)]!;
      const { faults } = await inUndone(() => edit(owner, one, id, random), one.title);
      const wanted = one.named?.(id) ?? new RegExp(`transfers? ${id} |transfers \\d+ to \\d+ were`);
      if (!faults.some(({ says }) => wanted.test(says)))
        missed.push(`${one.title} at ${id}: ${faults.map(({ says }) => says).join('; ') || 'nothing found'}`);
    }
    expect(missed).toEqual([]);
    expect((await check()).faults).toEqual([]);
    process.stdout.write(`ledger edits found: ${rounds - missed.length} of ${rounds} (seed ${seed})\n`);
  });

  it('another key does not make these seals', async () => {
    const { faults } = await checkLedger(owner as never, { key: openSafe('x'.repeat(32)).ledgerKey, anchor });
    expect(faults).toHaveLength(8);
  });
});

/** Each with what the database answers: 42501 = not permitted (a grant or a trigger), 55000 and others where PostgreSQL has its own word for it. */
const attempts: readonly string[] = [
  'update entry set amount = amount',
  'update transfer set description = description',
  "update transfer set posted_at = now() - interval '1 day' where id = 1",
  'delete from entry where transfer_id = 1',
  'delete from transfer where id = 1',
  'truncate entry',
  'truncate transfer cascade',
  `insert into transfer (kind, key, occurred_at, posted_at, description, actor_name) values ('top_up', 'mine', now(), now() - interval '1 day', '', '')`,
  `insert into entry (transfer_id, line, ledger, amount) values (1, 9, 'bank', 1)`,
  'update account_balance set posted = posted + 1',
  'delete from account_balance',
  'update ledger_seal set hash = hash',
  'delete from ledger_seal',
  'truncate ledger_seal',
  'update ledger_watch set mark_transfer = 0',
  'delete from past_hold',
  'alter table entry disable trigger all',
  'alter table transfer disable trigger transfer_is_append_only',
  'drop trigger entry_is_append_only on entry',
  'create or replace function refuse_ledger_change() returns trigger language plpgsql as $$ begin return new; end $$',
  'create or replace function check_transfer_balances() returns trigger language plpgsql as $$ begin return null; end $$',
  "set session_replication_role = 'replica'",
  'set role vsppanel_owner',
  'alter sequence transfer_id_seq restart',
  'create temporary table account_balance (account_id bigint, posted bigint)',
];

describe('the role of the application can only add (quality.md k)', () => {
  it('has 25 attempts', () => expect(attempts).toHaveLength(25));

  it.each(attempts)('%s', async (statement) => {
    const before = await owner.query('select * from ledger_range(-1, 9223372036854775807)');
    await expect(fixture.app.query(statement)).rejects.toMatchObject({ code: '42501' });
    expect((await owner.query('select * from ledger_range(-1, 9223372036854775807)')).rows).toEqual(before.rows);
  });

  it('an unbalanced posting through the one door is refused at the commit', async () => {
    const post = `select ledger_post('adjustment', 'lopsided', now(), '', '', array['bank', 'adjustment'], array[0, 0]::bigint[], array[1, -2]::bigint[])`;
    await expect(fixture.app.query(post)).rejects.toMatchObject({ code: '23514' });
  });
});

describe('sealing', () => {
  it('waits for a posting that is not decided, and covers it afterwards', async () => {
    const slow = await fixture.app.connect();
    await slow.query('begin');
    await slow.query(
      `select ledger_post('adjustment', 'slow', now(), '', '', array['bank', 'adjustment'], array[0, 0]::bigint[], array[1, -1]::bigint[])`,
    );
    await fixture.app.query(
      `select ledger_post('adjustment', 'quick', now(), '', '', array['bank', 'adjustment'], array[0, 0]::bigint[], array[1, -1]::bigint[])`,
    );
    await sealLedger({ act });
    await sealLedger({ act });
    const meanwhile = await check();
    await slow.query('commit');
    slow.release();
    expect(meanwhile).toMatchObject({ faults: [], seals: 8n, unsealed: 1n });
    await sealLedger({ act });
    await sealLedger({ act });
    expect(await check()).toMatchObject({ faults: [], seals: 9n, unsealed: 0n });
  });

  it('a remembered seal that has gone stays remembered, and is told', async () => {
    const remembered = { id: 3n, hash: 'other' };
    const written: SealName[] = [];
    const job = sealLedger({ act, sealAnchor: { read: () => remembered, write: (seal) => void written.push(seal) } });
    await expect(job).rejects.toThrow('seal 3 of the ledger has gone');
    expect(written).toEqual([]);
  });
});
