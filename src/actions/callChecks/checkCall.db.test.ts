import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Id } from '../../core/base/id.ts';
import { withConnection } from '../../db/connection.ts';
import { rows, sql } from '../../db/sql.ts';
import { furnish, openTestAccount } from '../../testing/accounts.ts';
import { startTestPanel, type TestPanel } from '../../testing/panel.ts';

let panel: TestPanel;
let cookie: string;
let clerk: string;
let number: string;
let accountId: string;
let providerId: Id;

beforeAll(async () => {
  panel = await startTestPanel();
  ({ providerId } = await furnish(panel.context));
  const added = await openTestAccount(panel.context, {}, '100777');
  [accountId, number] = [String(added.accountId), '100777'];
  [cookie, clerk] = [await panel.signIn('administrator'), await panel.signIn('super_user')];
  await panel.asOwner(
    `update setting set country_calling_code = '61', national_prefix = '0', international_prefix = '0011', emergency_numbers = '{000}'`,
  );
});
afterAll(() => panel.close());

const check = async (body: object, who = cookie) =>
  (await panel.ask('POST', '/call-checks', { cookie: who, body: { networkNumber: number, ...body } })).json();
const verdicts = (answer: { steps: { step: string; verdict: string }[] }) =>
  Object.fromEntries(answer.steps.map(({ step, verdict }) => [step, verdict]));
/** Every row that a call could leave behind. */
const traces = () =>
  withConnection(panel.context.pool, (tx) =>
    rows(
      tx,
      sql`select (select count(*) from call) as calls, (select count(*) from cdr) as cdrs, (select count(*) from call_channel) as channels,
                 (select sum(held) from account_balance) as held, (select sum(started) from provider_load) as started,
                 (select count(*) from audit where action like 'call%') as audit`,
    ),
  );
const money = (amount: string) =>
  panel.ask('POST', `/accounts/${accountId}/top-ups`, { cookie, body: { amount, reason: 'test', key: randomUUID() } });

test('without money the call is refused at the balance; what comes before has passed, what comes after is not reached', async () => {
  const answer = await check({ dialled: '02 9999 0000' });
  expect(answer).toMatchObject({ isAllowed: false, refusal: 'no_funds', number: '61299990000' });
  expect(verdicts(answer)).toMatchObject({
    phone: 'passed',
    price: 'passed',
    route: 'passed',
    caps: 'passed',
    money: 'refused',
    channels: 'not_reached',
  });
});

test('with money: attempts in order, what would be set aside, and no trace of it', async () => {
  await money('50.00');
  await panel.asOwner(
    `update provider set channel_limit = 1, calls_per_second = 1, number_format = 'national', caller_id_rule = 'fixed', caller_id = '61288880000'`,
  );
  const before = await traces();
  for (let time = 0; time < 3; time++) {
    const answer = await check({ dialled: '0299990000' });
    expect(answer).toMatchObject({ isAllowed: true, refusal: null, message: 'The call would be placed.' });
    expect(answer.attempts).toMatchObject([{ providerId: String(providerId), dialled: '0299990000', callerId: '61288880000' }]);
    expect(Number(answer.hold)).toBeGreaterThan(0);
  }
  expect(await traces()).toEqual(before);
});

test('an account is as good as its customer number', async () => {
  const answer = (await panel.ask('POST', '/call-checks', { cookie, body: { accountId, dialled: '0299990000' } })).json();
  expect(answer.caller).toMatchObject({ accountId, number });
});

test('a provider that is full is named, and the call is refused where production refuses it', async () => {
  await panel.asOwner(`update provider set daily_cost_limit = 0, channel_limit = null, calls_per_second = null`);
  const answer = await check({ dialled: '0299990000' });
  expect(answer).toMatchObject({ refusal: 'no_route', skipped: [{ reason: 'spent_today' }] });
  expect(verdicts(answer)).toMatchObject({ route: 'passed', money: 'passed', channels: 'refused' });
  await panel.asOwner('update provider set daily_cost_limit = null');
});

test.each([
  ['99', 'number', 'invalid_number'],
  ['000', undefined, null],
])('%s', async (dialled, step, refusal) => {
  const answer = await check({ dialled });
  expect(answer.refusal).toBe(refusal);
  if (step) expect(verdicts(answer)[step]).toBe('refused');
});

test('costs are for Administrators', async () => {
  await panel.asOwner(`
    with deck as (insert into billing_package (name, kind) values ('Deck', 'cost') returning id),
         priced as (insert into rate (billing_package_id, prefix, destination, price) select id, '61', 'Australia', 10000000000 from deck)
    update provider set cost_package_id = (select id from deck)`);
  expect((await check({ dialled: '0299990000' })).attempts[0]).toMatchObject({ cost: '0.03', isLoss: false });
  expect((await check({ dialled: '0299990000' }, clerk)).attempts[0]).toMatchObject({ cost: null, margin: null });
});

test('number rules are tried as the form has them', async () => {
  const body = {
    numberFormat: 'national',
    numberRules: [{ prefix: '61', numberFormat: 'e164', addPrefix: '9' }],
    numbers: ['02 9999 0000', 'x'],
  };
  const { items } = (await panel.ask('POST', '/number-form-checks', { cookie, body })).json();
  expect(items).toEqual([
    { dialled: '02 9999 0000', number: '61299990000', sent: '961299990000', rulePrefix: '61' },
    { dialled: 'x', number: null, sent: null, rulePrefix: null },
  ]);
});

test('a caller group chooses its rule, from the next call on, and stands in the history', async () => {
  const route = (await panel.ask('GET', '/routes', { cookie })).json().items[0];
  const { id, accountCount: _, createdAt: __, isDefault: ____, isEmergency: _____, ...fields } = route;
  const plain = route.rules.map(({ providerNames: ___, ...one }: { providerNames: unknown }) => one);
  const rules = [...plain, { ...plain[0], callerGroup: 'vip', weights: [] }];
  expect((await panel.ask('PUT', `/routes/${id}`, { cookie, body: { ...fields, rules } })).statusCode).toBe(200);
  expect((await check({ dialled: '0299990000' })).rule).toMatchObject({ callerGroup: '' });
  const set = await panel.ask('PUT', `/accounts/${accountId}/caller-group`, { cookie: clerk, body: { callerGroup: 'vip' } });
  expect(set.json()).toEqual({ callerGroup: 'vip', known: ['vip'] });
  expect((await check({ dialled: '0299990000' })).rule).toMatchObject({ callerGroup: 'vip' });
  const { items } = (await panel.ask('GET', `/accounts/${accountId}/history`, { cookie })).json();
  expect(items[0]).toMatchObject({ detail: { changes: [{ field: 'callerGroup', from: '', to: 'vip' }] } });
});

const addRoute = async (name: string, rules: readonly object[]) =>
  (await panel.ask('POST', '/routes', { cookie, body: { name, rules } })).json().id as string;
const addProvider = async (name: string, more: object = {}) => {
  const body = { name, protocol: 'sip', host: 'sip.example.net', probeSeconds: 0, ...more };
  return (await panel.ask('POST', '/providers', { cookie, body })).json().id as string;
};
const useRoute = (id: string) => panel.asOwner(`update account set route_id = ${id} where customer_number = '${number}'`);
const stepOf = (answer: { steps: { step: string; text: string }[] }, step: string) =>
  answer.steps.find((one) => one.step === step)?.text;

test('without a provider the step “route” says why: no rule, or everybody passed over', async () => {
  await useRoute(await addRoute('Abroad only', [{ prefix: '44', providerIds: [String(providerId)] }]));
  const noRule = await check({ dialled: '0299990000' });
  expect(noRule).toMatchObject({ refusal: 'no_route', rule: null, route: { name: 'Abroad only' } });
  expect(stepOf(noRule, 'route')).toContain('Route “Abroad only” has no rule for +61299990000');
  const off = await addProvider('Off', { isActive: false });
  const short = await addProvider('Short', { stripDigits: 15 });
  await useRoute(await addRoute('Nobody left', [{ prefix: '', providerIds: [off, short] }]));
  const nobody = await check({ dialled: '0299990000' });
  expect(nobody.skipped).toMatchObject([{ reason: 'off' }, { reason: 'no_number' }]);
  expect(stepOf(nobody, 'route')).toContain('All 2 providers');
});

test('an emergency call is shown with the emergency route, not the account’s', async () => {
  await panel.asOwner(`update setting set emergency_route_id = (select id from route where name <> 'Nobody left' limit 1)`);
  const { items } = (await panel.ask('GET', '/routes', { cookie })).json();
  const answer = await check({ dialled: '000' });
  expect(answer.route.name).not.toBe('Nobody left');
  expect(items.map(({ id }: { id: string }) => id)).toContain(answer.route.id);
});

test('a provider whose turn never comes is named: twelve hosts are tried at most', async () => {
  const moreHosts = Array.from({ length: 7 }, (_, index) => ({ host: `h${index}.example.net`, port: 5060 }));
  const ids = [
    await addProvider('Eight', { moreHosts }),
    await addProvider('Eight more', { moreHosts }),
    await addProvider('Last'),
  ];
  await useRoute(await addRoute('Long', [{ prefix: '', providerIds: ids }]));
  const answer = await check({ dialled: '0299990000' });
  expect(answer.attempts).toHaveLength(12);
  expect(answer.skipped).toEqual([{ providerId: ids[2], name: 'Last', reason: 'too_far_back' }]);
});

test('*67 hides the caller in a dry run, too', async () => {
  expect((await check({ dialled: '*67 02 9999 0000' })).attempts[0]).toMatchObject({ isCallerHidden: true });
});

test('a restricted account is refused at the account', async () => {
  await panel.asOwner(`update account set restriction = 'incoming_only' where customer_number = '${number}'`);
  const answer = await check({ dialled: '0299990000' });
  expect(answer.refusal).toBe('restricted');
  expect(verdicts(answer)).toMatchObject({ account: 'refused', number: 'not_reached', price: 'not_reached' });
});
