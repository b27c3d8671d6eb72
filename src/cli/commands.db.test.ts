import { afterAll, beforeAll, expect, test } from 'vitest';
import { addBan } from '../actions/bans/addBan.ts';
import { run } from '../actions/run.ts';
import { addStaff } from '../actions/staff/addStaff.ts';
import { systemActor } from '../core/access/permission.ts';
import { Refusal } from '../core/base/refusal.ts';
import { furnish } from '../testing/accounts.ts';
import { startTestPanel, type TestPanel } from '../testing/panel.ts';
import { accountAdd } from './accountAdd.ts';
import { apiKeyCreate } from './apiKeyCreate.ts';
import { bansList, bansRemove } from './bans.ts';
import { staffResetPassword, staffResetSecondFactor } from './staff.ts';
import { topUp } from './topUp.ts';
import { type Act, actOn, refusalLines } from './withInstance.ts';

let panel: TestPanel;
let act: Act;
const lines: string[] = [];
const print = (line: string) => void lines.push(line);
const last = () => lines.at(-1) ?? '';
beforeAll(async () => {
  panel = await startTestPanel();
  await furnish(panel.context);
  act = actOn(panel.context);
});
afterAll(() => panel.close());

async function reasonsOf(attempt: Promise<void>): Promise<string> {
  const error: unknown = await attempt.then(
    () => undefined,
    (refused: unknown) => refused,
  );
  if (!(error instanceof Refusal)) throw new Error(`expected a refusal, not ${String(error)}`);
  return refusalLines(error).join('\n');
}

test('a key from the command line opens the API', async () => {
  await apiKeyCreate({ name: 'script', level: 'administrator' }, act, print);
  expect((await panel.ask('GET', '/staff', { key: last() })).statusCode).toBe(200);
  expect(await reasonsOf(apiKeyCreate({ name: 'x', level: 'king' }, act, print))).toContain('level');
  expect(await reasonsOf(apiKeyCreate({ name: 'x', expires: 'tomorrow' }, act, print))).toContain('expiresAt');
});

test('an account and money from the command line stand in the panel', async () => {
  await accountAdd(['lastName=007', 'callLimit=3', 'allowedPrefixes=["61"]'], act, print);
  const made = JSON.parse(last()) as { accountId: string; customerNumber: string; secret: string };
  expect(made).toMatchObject({ customerNumber: '100000', secret: expect.stringMatching(/^\w{20}$/) });
  const order = { account: made.accountId, amount: '20', reason: 'cash', key: 'command-line-1' };
  await topUp(order, act, print);
  expect(last()).toMatch(/^Booked as transfer \d+\.$/);
  await topUp(order, act, print);
  expect(last()).toContain('booked before');
  const cookie = await panel.signIn('super_user');
  const account = (await panel.ask('GET', `/accounts/${made.accountId}`, { cookie })).json();
  expect(account).toMatchObject({ lastName: '007', callLimit: 3, allowedPrefixes: ['61'], balance: { posted: '20.00' } });
});

test.each([
  [['lastName'], 'name=value'],
  [['lastNam=Doe'], 'lastNam'],
  [['city=Perth'], 'lastName: Type at least a name'],
  [['lastName=Doe', 'callLimit=many'], 'callLimit: Write this one as JSON.'],
  [['lastName=Doe', 'callLimit=0'], 'callLimit: At least one call.'],
])('account add %j is refused with the reason', async (fields, reason) => {
  expect(await reasonsOf(accountAdd(fields, act, print))).toContain(reason);
});

test.each([
  [{ account: 'x', amount: '1', reason: 'r', key: '12345678' }, 'account'],
  [{ account: '1', amount: '1,000.00.0', reason: 'r', key: '12345678' }, 'amount'],
  [{ account: '1', amount: '1', reason: '', key: '12345678' }, 'reason'],
  [{ account: '1', amount: '1', reason: 'r', key: 'short' }, 'key'],
  [{ account: '999', amount: '1', reason: 'r', key: '12345678' }, 'There is no such record.'],
])('topup %j is refused with the reason', async (options, reason) => {
  expect(await reasonsOf(topUp(options, act, print))).toContain(reason);
});

test('a locked-out Administrator comes in with the printed password, and has to change it', async () => {
  const input = { userName: 'locked', name: 'L', level: 'administrator', password: 'correct horse battery' } as const;
  await run(panel.context, systemActor, addStaff, input);
  const enter = (password: string) => panel.ask('POST', '/session', { body: { userName: 'locked', password } });
  for (let i = 0; i < 6; i += 1) await enter('forgotten it is');
  expect((await enter(input.password)).statusCode).toBe(429);
  await staffResetPassword('Locked', act, print);
  const entered = await enter(lines.at(-2) ?? '');
  expect(entered.json().staff).toMatchObject({ userName: 'locked', duty: 'change_password' });
  expect((await enter(input.password)).statusCode).toBe(401);
  await staffResetSecondFactor('locked', act, print);
  expect(last()).toContain('Two-step sign-in of locked is off');
  expect(await reasonsOf(staffResetPassword('nobody', act, print))).toContain('There is no user nobody.');
  expect(await reasonsOf(staffResetPassword('a b', act, print))).toContain('A user name has');
});

test('bans are listed and removed, also by one of their addresses', async () => {
  await bansList(act, print);
  expect(last()).toBe('Nobody is banned.');
  await act(addBan, { network: '192.0.2.0/24', note: '', seconds: undefined });
  await bansList(act, print);
  expect(last()).toMatch(/^192\.0\.2\.0\/24 +until lifted$/);
  expect(await reasonsOf(bansRemove('somewhere', act, print))).toContain('network');
  await bansRemove('192.0.2.7', act, print);
  expect(last()).toBe('192.0.2.0/24 is let in again.');
  await bansRemove('192.0.2.7', act, print);
  expect(last()).toBe('192.0.2.7 is not banned.');
});
