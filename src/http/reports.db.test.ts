import { Client } from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { addApiKey } from '../actions/apiKeys/addApiKey.ts';
import { run } from '../actions/run.ts';
import { systemActor } from '../core/access/permission.ts';
import type { Scope } from '../core/access/scope.ts';
import { addDays } from '../core/base/calendar.ts';
import { amount } from '../core/base/money.ts';
import { localDate } from '../core/base/time.ts';
import { furnish, openTestAccount } from '../testing/accounts.ts';
import { type AskOptions, startTestPanel, type TestPanel } from '../testing/panel.ts';
import { endReportedCall } from '../testing/reportStage.ts';

const zone = 'Australia/Sydney';
let panel: TestPanel;
let owner: Client;
let admin: string;
let superUser: string;
let today: string;
const accounts: { readonly id: bigint; readonly number: string }[] = [];

beforeAll(async () => {
  panel = await startTestPanel();
  await furnish(panel.context);
  await panel.asOwner(`update setting set time_zone = '${zone}'`);
  owner = new Client({ connectionString: panel.database.ownerUrl });
  await owner.connect();
  admin = await panel.signIn('administrator');
  superUser = await panel.signIn('super_user');
  today = localDate(panel.context.clock(), zone);
  for (const lastName of ['Adams', 'Baker']) {
    const { accountId } = await openTestAccount(panel.context, { paymentType: 'post_paid' }, undefined, {
      firstName: 'Ann',
      lastName,
    });
    accounts.push({ id: BigInt(accountId), number: '' });
  }
  await end(0, -1, 60, '0.60', '0.20', 'Fiji');
  await end(0, -1, 120, '1.20', '0.40', 'Fiji');
  await end(1, -1, 30, '0.30', '0.45', 'Greece');
  await end(1, -1, 0, '0', '0', 'Greece');
  await end(1, -2, 60, '0.50', '0.10', 'Greece');
  await count();
});
afterAll(async () => {
  await owner.end();
  await panel.close();
});

/** A call that ended on a day from today at noon by the operator's clock, which no summer time moves across midnight. */
const end = (account: number, days: number, seconds: number, price: string, cost: string, destination: string) =>
  endReportedCall(owner, accounts[account]!, {
    ...{ seconds, price, cost, destination },
    endedAt: new Date(`${addDays(today, days)}T02:00:00Z`),
  });
const count = () =>
  vi.waitFor(
    async () => {
      await panel.doOfficeWork('counting for reports');
      const { rows } = await owner.query('select (select count(*)::int from cdr where id > after_cdr) as left from report_watch');
      expect(rows[0].left).toBe(0);
    },
    { timeout: 60_000, interval: 20 },
  );
const ask = async (path: string, cookie = admin) => {
  const answer = await panel.ask('GET', `/reports/${path}`, { cookie });
  return { status: answer.statusCode, ...answer.json() };
};

test('calls by hour have every hour of the day, and sums with what the day before had', async () => {
  const report = await ask('calls?period=yesterday');
  expect(report).toMatchObject({
    status: 200,
    by: 'hour',
    timeZone: zone,
    from: addDays(today, -1),
    to: addDays(today, -1),
    isCut: false,
  });
  expect([23, 24, 25]).toContain(report.items.length);
  const busy = report.items.filter(({ attempts }: { attempts: number }) => attempts > 0);
  expect(busy).toEqual([expect.objectContaining({ key: `${addDays(today, -1)}T02:00:00.000Z`, attempts: 4, answered: 3 })]);
  expect(report.total).toMatchObject({
    attempts: 4,
    answered: 3,
    busy: 1,
    asr: 75,
    acdSeconds: 70,
    talkSeconds: 210,
    revenue: '2.10',
  });
  expect(report.total).toMatchObject({ cost: '1.05', loss: '0.00', margin: '1.05' });
  expect(report.before).toMatchObject({ from: addDays(today, -2), until: null, total: { attempts: 1, revenue: '0.50' } });
  expect(Date.parse(report.countedTo)).toBeGreaterThan(0);
});

test('by day over days that were chosen, for one account or one destination', async () => {
  const days = `period=custom&from=${addDays(today, -2)}&to=${today}`;
  const attempts = async (more: string) =>
    (await ask(`calls?${days}${more}`)).items.map((one: { key: string; attempts: number }) => [one.key, one.attempts]);
  const [first, second, third] = [addDays(today, -2), addDays(today, -1), today];
  expect(await attempts('&by=day')).toEqual([
    [first, 1],
    [second, 4],
    [third, 0],
  ]);
  expect(await attempts(`&by=day&accountId=${accounts[0]!.id}`)).toEqual([
    [first, 0],
    [second, 2],
    [third, 0],
  ]);
  const { items } = await ask('destinations?period=yesterday');
  const greece = items.find(({ label }: { label: string }) => label === 'Greece');
  expect(await attempts(`&by=day&destinationId=${greece.key}`)).toEqual([
    [first, 1],
    [second, 2],
    [third, 0],
  ]);
  expect((await ask(`calls?${days}&destinationId=${greece.key}&accountId=${accounts[0]!.id}`)).filters).toEqual({
    account: 'Ann Adams',
    destination: 'Greece',
  });
});

test('destinations, accounts and providers stand in their order, with sums that are those of the ledger', async () => {
  const names = async (path: string) => (await ask(path)).items.map(({ label }: { label: string }) => label);
  expect(await names('destinations?period=yesterday')).toEqual(['Fiji', 'Greece']);
  expect(await names('destinations?period=yesterday&order=loss_first')).toEqual(['Greece', 'Fiji']);
  expect(await names('accounts?period=yesterday&order=talk')).toEqual(['Ann Adams', 'Ann Baker']);
  expect(await names('accounts?period=yesterday&direction=incoming')).toEqual([]);
  const { items, total } = await ask('providers?period=yesterday');
  expect(items).toMatchObject([
    {
      label: 'Test carrier',
      attempts: 4,
      margin: '1.05',
      causes: [
        { cause: 16, calls: 3 },
        { cause: 17, calls: 1 },
      ],
    },
  ]);
  const books = await ask('books?period=yesterday');
  expect(books.total).toMatchObject({ calls: '2.10', revenue: '2.10', cost: '1.05', margin: '1.05', result: '1.05' });
  expect(total).toMatchObject({ revenue: books.total.calls, cost: books.total.cost });
});

test('the revenue report says what extras, credit notes, losses and staff made of the revenue', async () => {
  const post = (kind: string, key: string, ledgers: string[], money: string[]) =>
    owner.query(`select ledger_post($1, $2, $3, 'test', 'test', $4, $5::bigint[], $6::bigint[])`, [
      ...[kind, key, new Date(`${addDays(today, -9)}T02:00:00Z`), ledgers],
      ledgers.map((ledger) => (['unbilled', 'receivable', 'prepaid'].includes(ledger) ? accounts[0]!.id : 0n)),
      money.map((one) => String(amount(one))),
    ]);
  await post('extra', 'r-extra', ['extra_revenue', 'unbilled'], ['-10', '10']);
  await post('credit_note', 'r-note', ['receivable', 'call_revenue', 'extra_revenue'], ['-3', '1', '2']);
  await post('adjustment', 'r-adjust', ['adjustment', 'unbilled'], ['0.50', '-0.50']);
  await post('write_off', 'r-off', ['write_off', 'receivable'], ['1.25', '-1.25']);
  await panel.doOfficeWork('counting for reports');
  await vi.waitFor(
    async () => {
      await panel.doOfficeWork('counting for reports');
      const { total } = await ask(`books?period=custom&from=${addDays(today, -9)}&to=${addDays(today, -9)}`);
      expect(total).toMatchObject({
        extras: '10.00',
        takenBack: '3.00',
        revenue: '7.00',
        margin: '7.00',
        adjustments: '0.50',
        writtenOff: '1.25',
        result: '5.25',
      });
    },
    { timeout: 60_000, interval: 20 },
  );
});

test('a Super User sees revenue and no cost, neither in figures nor through order or filter', async () => {
  const { total, items } = await ask('destinations?period=yesterday', superUser);
  expect(total).toMatchObject({ revenue: '2.10', cost: null, margin: null, loss: null });
  expect(items[0]).toMatchObject({ cost: null, margin: null });
  expect((await ask('destinations?order=margin', superUser)).status).toBe(403);
  expect((await ask('accounts?order=loss_first', superUser)).status).toBe(403);
  expect((await ask('calls?providerId=1', superUser)).status).toBe(403);
  expect((await ask('books', superUser)).status).toBe(403);
});

test.each([
  ['period=custom&to=2026-01-01', 'from'],
  ['period=custom&from=2026-01-02&to=2026-01-01', 'to'],
  ['period=custom&from=2001-01-01&to=2026-01-01', 'to'],
  ['period=custom&from=2026-02-30&to=2026-03-01', 'from'],
  ['period=this_year&by=hour&from=x', 'from'],
  ['period=custom&from=2025-01-01&to=2025-12-31&by=hour', 'by'],
  ['period=custom&from=0000-01-01&to=0000-01-02', 'from'],
  ['period=custom&from=9999-12-30&to=9999-12-31', 'to'],
  ['period=tomorrow', 'period'],
])('%s is refused at %s', async (query, field) => {
  expect(await ask(`calls?${query}`)).toMatchObject({ status: 400, faults: [{ field }] });
});

test('an id of nothing is an empty report, not an error', async () => {
  expect(await ask('calls?period=yesterday&accountId=999999&destinationId=999999&providerId=999999')).toMatchObject({
    status: 200,
    total: { attempts: 0, asr: null, revenue: '0.00' },
    filters: {},
  });
});

test('calls that lose money alert staff once a day and no customer; providers whose hosts are all down until it is put away', async () => {
  const alerts = async () => (await panel.ask('GET', '/alerts?state=open', { cookie: admin })).json().items;
  const look = () => panel.doOfficeWork('raising report alarms');
  const losing = (one: { kind: string }) => one.kind === 'margin_below_zero';
  await look();
  expect((await alerts()).filter(losing)).toEqual([]);
  const soon = Date.parse(`${today}T02:00:00Z`);
  await endReportedCall(owner, accounts[1]!, {
    seconds: 9,
    price: '0.01',
    cost: '0.05',
    destination: 'Greece',
    endedAt: new Date(soon),
  });
  // Paid for by a monthly fee: no loss.
  const included = { seconds: 9, includedSeconds: 9, price: '0', cost: '0.05', destination: 'Malta', endedAt: new Date(soon) };
  await endReportedCall(owner, accounts[1]!, included);
  await count();
  await look();
  await look();
  expect((await alerts()).filter(losing)).toMatchObject([
    { text: expect.stringContaining('Today’s calls to Greece through Test carrier') },
  ]);
  const { rows } = await owner.query(`select is_letter_due, account_id from alert where kind = 'margin_below_zero'`);
  expect(rows).toEqual([{ is_letter_due: false, account_id: null }]);

  const isDown = (one: { kind: string }) => one.kind === 'provider_down';
  const state = (probe: string, since: string) =>
    owner.query(
      `insert into provider_host_state (provider_id, host, probe, since) select id, 1, $1, now() - $2::interval from provider
           on conflict (provider_id, host) do update set probe = excluded.probe, since = excluded.since`,
      [probe, since],
    );
  await state('down', '10 seconds');
  await look();
  expect((await alerts()).filter(isDown)).toEqual([]);
  await state('down', '2 minutes');
  await look();
  await look();
  const [alert, ...others] = (await alerts()).filter(isDown);
  expect([alert.text, others]).toEqual([expect.stringContaining('Every host of Test carrier'), []]);
  await isForWhoMaySeeProviders(alert.id);
  await panel.ask('POST', `/alerts/${alert.id}/close`, { cookie: admin });
  await owner.query(`update provider set more_hosts = '[{"host": "198.51.100.2", "port": 5060, "priority": 2, "weight": 1}]'`);
  await look();
  expect((await alerts()).filter(isDown)).toEqual([]);
});

/** Two open alerts tell of providers and their costs: to administrators, and to keys of theirs that may see providers. */
async function isForWhoMaySeeProviders(alertId: string): Promise<void> {
  const keyOf = async (scopes: readonly Scope[]) =>
    (await run(panel.context, systemActor, addApiKey, { name: `${scopes}`, level: 'administrator', expiresAt: null, scopes }))
      .key;
  const count = async (asker: AskOptions) => (await panel.ask('GET', '/alerts/count', asker)).json().open;
  expect([await count({ cookie: admin }), await count({ key: await keyOf(['accounts:read', 'network:read']) })]).toEqual([2, 2]);
  for (const asker of [{ cookie: superUser }, { key: await keyOf(['accounts:write']) }]) {
    expect([await count(asker), (await panel.ask('GET', '/alerts', asker)).json().items]).toEqual([0, []]);
    expect((await panel.ask('POST', `/alerts/${alertId}/close`, asker)).statusCode).toBe(404);
  }
  expect(await count({ cookie: admin })).toBe(2);
}
