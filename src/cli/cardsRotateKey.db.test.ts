import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addCard } from '../actions/cards/addCard.ts';
import { turnToCardKey } from '../actions/cards/turnToCardKey.ts';
import { type ActionContext, run } from '../actions/run.ts';
import { systemActor } from '../core/access/permission.ts';
import { Refusal } from '../core/base/refusal.ts';
import { withConnection } from '../db/connection.ts';
import { listCardKeysInUse } from '../db/tables/cardVault.ts';
import { cardKeyReader } from '../supervisor/cardKeys.ts';
import { furnish, openTestAccount } from '../testing/accounts.ts';
import { cardOf } from '../testing/cards.ts';
import { startTestPanel, type TestPanel } from '../testing/panel.ts';
import { newCardKey } from '../vault/cardKeys.ts';
import { checkCardKeys } from './cardKeyCheck.ts';
import { type KeyRing, openRing, rotate } from './cardsRotateKey.ts';
import { actOn } from './withInstance.ts';

let panel: TestPanel;
let folder: string;
beforeAll(async () => {
  panel = await startTestPanel();
  await furnish(panel.context);
  folder = mkdtempSync(join(tmpdir(), 'vsppanel-cards-'));
});
afterAll(async () => {
  await panel.close();
  rmSync(folder, { recursive: true });
});

const inUse = async () => (await withConnection(panel.context.pool, listCardKeysInUse)).map((one) => one.cards);
const withKeys = (ring: KeyRing): ActionContext => ({ ...panel.context, cardKeys: ring.keys });
async function rotation(ring: KeyRing): Promise<string> {
  const lines: string[] = [];
  await rotate(ring, actOn(withKeys(ring)), (line) => void lines.push(line));
  return lines.join('\n');
}
async function addCards(context: ActionContext, count: number): Promise<void> {
  const { accountId } = await openTestAccount(context);
  for (let i = 0; i < count; i += 1) await run(context, systemActor, addCard, { accountId, card: cardOf() });
}

test('a file of keys is made for its owner alone; what others can read is refused with the remedy', async () => {
  const file = join(folder, 'secrets', 'a');
  const read = cardKeyReader({ kind: 'file', file }, () => undefined);
  expect(read().newest.id).toBe(read().newest.id);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'secrets')).mode & 0o777).toBe(0o700);
  chmodSync(file, 0o640);
  expect(read).toThrow(Refusal);
  await expect(openRing({ kind: 'file', file })).rejects.toThrow('chmod 600');
});

test('a program that prints keys is asked; one that fails is told without what it printed', async () => {
  const key = newCardKey();
  expect((await openRing({ kind: 'command', command: `echo ${key}` })).keys().known.size).toBe(1);
  const failing = openRing({ kind: 'command', command: `echo ${key}; echo locked >&2; exit 3` });
  await expect(failing).rejects.toThrow('locked');
  await expect(failing).rejects.not.toThrow(key);
});

test('before the first card there is nothing to rotate; afterwards each rotation makes a key and forgets the old one', async () => {
  const file = join(folder, 'secrets', 'b');
  const source = { kind: 'file', file } as const;
  const ring = await openRing(source);
  expect(await checkCardKeys(source, panel.database.ownerUrl)).toMatchObject({ kind: 'note' });
  expect(await rotation(ring)).toContain('nothing to rotate');
  await addCards(withKeys(ring), 3);
  const before = readFileSync(file, 'utf8').trim();
  expect(await rotation(ring)).toMatch(/new key[\s\S]*3 of 3[\s\S]*Done/);
  expect(await inUse()).toEqual([3]);
  const after = readFileSync(file, 'utf8').trim();
  expect(after.split('\n')).toHaveLength(1);
  expect(after).not.toBe(before);
  expect(await checkCardKeys(source, panel.database.ownerUrl)).toMatchObject({ kind: 'right' });
  const lost = { kind: 'setting', keys: before } as const;
  expect(await checkCardKeys(lost, panel.database.ownerUrl)).toMatchObject({ kind: 'wrong', remedy: expect.any(String) });

  // The others of this file go on with these cards under keys from a setting.
  const [oldest, newer] = [after, newCardKey()];
  const fromSetting = await openRing({ kind: 'setting', keys: `${newer} ${oldest}` });
  expect(await rotation(fromSetting)).toMatch(/Going on[\s\S]*3 of 3[\s\S]*keep them as long as backups/);
  expect(await rotation(fromSetting)).toContain('Put a new key before it');

  // A panel that knows only the old key may not seal with it any more.
  const stale = await openRing({ kind: 'setting', keys: oldest });
  await expect(addCards(withKeys(stale), 1)).rejects.toMatchObject({ code: 'card_key_missing' });
});

test('who is sealing while the key turns is waited for, so that no card is left under a key that nobody moves', async () => {
  const file = join(folder, 'secrets', 'c');
  await panel.asOwner('delete from payment_card; delete from card_vault');
  const ring = await openRing({ kind: 'file', file });
  await addCards(withKeys(ring), 1);
  const { accountId } = await openTestAccount(panel.context);
  let end: () => void = () => undefined;
  const mayEnd = new Promise<void>((resolve) => {
    end = resolve;
  });
  const sealing = withConnection(panel.context.pool, async (tx) => {
    await tx.query('begin');
    const work = { tx, doer: systemActor, now: panel.context.clock(), safe: panel.context.safe, cardKeys: ring.keys };
    await addCard.perform(work, { accountId, card: cardOf() });
    await mayEnd;
    await tx.query('commit');
  });
  await expect.poll(() => sleepers('payment_card')).toBe(1);
  const turned = rotation(ring);
  await expect.poll(() => waiters()).toBe(1);
  end();
  await sealing;
  expect(await turned).toContain('2 of 2');
  expect(await inUse()).toEqual([2]);
  await run(withKeys(ring), systemActor, turnToCardKey, null);
});

/** Transactions that wait for a lock, or idle with a lock on this table. */
const waiters = () => countActivity(`wait_event_type = 'Lock'`);
const sleepers = (table: string) =>
  countActivity(`state = 'idle in transaction' and pid in (select pid from pg_locks where relation = '${table}'::regclass)`);
async function countActivity(condition: string): Promise<number> {
  return withConnection(panel.context.pool, async (tx) => {
    const { rows } = await tx.query(
      `select count(*)::int as n from pg_stat_activity where datname = current_database() and ${condition}`,
    );
    return (rows[0] as { n: number }).n;
  });
}
