import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { amount, formatAmount } from '../../core/base/money.ts';
import { instant } from '../../core/base/time.ts';
import { withConnection } from '../../db/connection.ts';
import { rows, sql } from '../../db/sql.ts';
import { openCallMemory } from '../../memory/callMemory.ts';
import { furnish, openTestAccount } from '../../testing/accounts.ts';
import { readLetters } from '../../testing/mail/readLetters.ts';
import { startTestPanel, type TestPanel } from '../../testing/panel.ts';
import { authorizeCall, type CallCopies } from '../calls/authorizeCall.ts';

let panel: TestPanel;
let cookie: string;
let copies: CallCopies;
let serial = 0;
beforeAll(async () => {
  panel = await startTestPanel();
  await furnish(panel.context);
  cookie = await panel.signIn('administrator');
  copies = await openCallMemory(panel.context.pool);
});
afterAll(() => panel.close());
beforeEach(() => setLevels(['10', '5', '0']));

const ask = <Row>(statement: ReturnType<typeof sql>) => withConnection(panel.context.pool, (tx) => rows<Row>(tx, statement));

async function setLevels(lowBalanceAt: readonly string[]): Promise<void> {
  const { version } = (await panel.ask('GET', '/settings', { cookie })).json();
  const changed = await panel.ask('PUT', '/settings', { cookie, body: { lowBalanceAt, version } });
  expect(changed.statusCode).toBe(200);
  expect(changed.json().lowBalanceAt.map(Number)).toEqual(lowBalanceAt.map(Number));
  await panel.doOfficeWork('warning customers');
}

async function newAccount(settings: Parameters<typeof openTestAccount>[1] = {}, email = 'ann@example.org') {
  const { accountId } = await openTestAccount(panel.context, settings, undefined, { email, firstName: 'Ann' });
  return accountId;
}

/** Money comes or goes, as calls and top-ups move it. */
async function move(accountId: bigint, money: string): Promise<void> {
  serial += 1;
  await ask(sql`select ledger_post('adjustment', ${`move-${serial}`}, now(), 'moved', 'test', array['adjustment', 'prepaid'],
                                   array[0, ${accountId}]::bigint[], array[${amount(money)}::bigint, ${-amount(money)}::bigint])`);
}

const levelsWarned = async (accountId: bigint) =>
  (
    await ask<{ level: string }>(
      sql`select params ->> 'level' as level from alert where account_id = ${accountId} and kind = 'low_balance' order by id`,
    )
  ).map(({ level }) => Number(formatAmount((amount('0.00000001') * BigInt(level)) as never)));

test('warns at each level once, and again only after the balance was above it', async () => {
  const id = await newAccount();
  await move(id, '20');
  expect(await levelsWarned(id)).toEqual([]);
  await move(id, '-9.99');
  expect(await levelsWarned(id)).toEqual([]);
  await move(id, '-0.01');
  expect(await levelsWarned(id)).toEqual([10]);
  await move(id, '-1');
  await move(id, '0.5');
  await move(id, '-1');
  expect(await levelsWarned(id)).toEqual([10]);
  await move(id, '-4');
  expect(await levelsWarned(id)).toEqual([10, 5]);
  await move(id, '7');
  await move(id, '-2');
  expect(await levelsWarned(id)).toEqual([10, 5, 10]);
});

test('falling through several levels at once is one warning, for the lowest; the last level may be nothing at all', async () => {
  const id = await newAccount();
  await move(id, '20');
  await move(id, '-16');
  expect(await levelsWarned(id)).toEqual([5]);
  await move(id, '-4');
  expect(await levelsWarned(id)).toEqual([5, 0]);
});

test('a new account that has nothing is not warned, nor is Post-Paid', async () => {
  const [fresh, later] = [await newAccount(), await newAccount({ paymentType: 'post_paid' })];
  await move(fresh, '3');
  await move(fresh, '-1');
  await move(later, '20');
  await move(later, '-19');
  expect(await levelsWarned(fresh)).toEqual([]);
  expect(await levelsWarned(later)).toEqual([]);
});

test('an account’s own levels count instead of the operator’s, and none means never', async () => {
  const [own, never] = [await newAccount({ lowBalanceAt: [amount('2')] }), await newAccount({ lowBalanceAt: [] })];
  for (const id of [own, never]) {
    await move(id, '20');
    await move(id, '-19');
  }
  expect(await levelsWarned(own)).toEqual([2]);
  expect(await levelsWarned(never)).toEqual([]);
});

test('changed levels count from then on, for all accounts, without warning of what was below before', async () => {
  const [above, below] = [await newAccount(), await newAccount()];
  await move(above, '100');
  await move(below, '40');
  await setLevels(['50']);
  await move(above, '-45');
  await move(below, '-1');
  expect(await levelsWarned(above)).toEqual([]);
  await move(above, '-10');
  expect(await levelsWarned(above)).toEqual([50]);
  expect(await levelsWarned(below)).toEqual([]);
});

test('each warning is one letter to the customer, who has an e-mail, and an alert that staff put away', async () => {
  const [id, mute] = [await newAccount(), await newAccount({}, '')];
  for (const one of [id, mute]) {
    await move(one, '20');
    await move(one, '-12.5');
  }
  await panel.doOfficeWork('warning customers');
  await panel.doOfficeWork('warning customers');
  const letters = await readLetters(panel.context, sql`account_id = ${id}`);
  expect(letters).toMatchObject([{ to: 'ann@example.org', subject: 'Your balance is 7.50 AUD' }]);
  expect(letters[0]?.body).toContain('Dear Ann');
  expect(await readLetters(panel.context, sql`account_id = ${mute}`)).toEqual([]);
  const open = (await panel.ask('GET', `/alerts?state=open&accountId=${mute}`, { cookie })).json();
  expect(open.items).toMatchObject([
    { kind: 'low_balance', text: 'The balance fell to 7.50 AUD; the customer is warned at 10.00 AUD.', accountName: 'Ann Doe' },
  ]);
  const closed = await panel.ask('POST', `/alerts/${open.items[0].id}/close`, { cookie });
  expect(closed.json()).toMatchObject({ closedBy: 'The administrator' });
  expect((await panel.ask('GET', `/alerts?state=open&accountId=${mute}`, { cookie })).json().items).toEqual([]);
  expect((await panel.ask('POST', '/alerts/987654/close', { cookie })).statusCode).toBe(404);
});

test('a spend limit that is reached is an alert and a letter, once for the day and once for each hour', async () => {
  const id = await newAccount({ dailySpendLimit: amount('0.0001'), hourlySpendLimit: null });
  await move(id, '20');
  const at = Date.parse('2026-03-04T05:06:07.000Z');
  const [phone] = await ask<{ number: string }>(sql`select number from network_number where account_id = ${id}`);
  const context = { tx: panel.context.pool, now: () => instant(at), report: () => undefined };
  const call = async (minutes: number) => {
    serial += 1;
    const request = {
      callId: `cap-${serial}`,
      callerNumber: phone?.number ?? '',
      protocol: 'sip',
      dialled: '0299990000',
    } as const;
    const { decision } = await authorizeCall(context, copies, { ...request, at: instant(at + minutes * 60_000) });
    return decision.ok ? 'granted' : decision.refusal;
  };
  expect([await call(0), await call(1), await call(120)]).toEqual(['spend_limit', 'spend_limit', 'spend_limit']);
  await ask(sql`update account set daily_spend_limit = null, hourly_spend_limit = 10000 where id = ${id}`);
  expect([await call(3), await call(4), await call(70)]).toEqual(Array(3).fill('hourly_spend_limit'));
  await panel.doOfficeWork('warning customers');
  const subjects = (await readLetters(panel.context, sql`account_id = ${id}`)).map(({ subject }) => subject);
  expect(subjects.filter((one) => one.endsWith('day'))).toHaveLength(1);
  expect(subjects.filter((one) => one.endsWith('hour'))).toHaveLength(2);
});
