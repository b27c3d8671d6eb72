import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addBillingPackage } from '../actions/billingPackages/addBillingPackage.ts';
import { run } from '../actions/run.ts';
import { systemActor } from '../core/access/permission.ts';
import { amount, formatAmount } from '../core/base/money.ts';
import { pieceBytes } from '../core/decks/deckState.ts';
import { priceOnly } from '../core/rating/priceCall.ts';
import { furnish, openTestAccount } from '../testing/accounts.ts';
import { startTestPanel, type TestPanel } from '../testing/panel.ts';
import { rateOf, rounded } from '../testing/rates.ts';

let panel: TestPanel;
let cookie: string;
let packageId: string;
const rate = rateOf({ prefix: '61', price: '0.05', destination: '=1+1' });
beforeAll(async () => {
  panel = await startTestPanel();
  await furnish(panel.context);
  cookie = await panel.signIn('administrator');
  const fields = { name: 'Retail', decimals: 4, roundingMode: 'half_up' as const };
  packageId = String(
    await run(panel.context, systemActor, addBillingPackage, { kind: 'sell', fields, template: undefined, rates: [rate] }),
  );
});
afterAll(() => panel.close());

const post = (path: string, body: unknown = {}) => panel.ask('POST', path, { cookie, body });
const get = (path: string) => panel.ask('GET', path, { cookie });
const piece = (id: string, position: number, data: Buffer, type = 'application/octet-stream') =>
  panel.server.inject({
    method: 'PUT',
    url: `/api/v1/deck-imports/${id}/pieces/${position}`,
    headers: { cookie, 'content-type': type },
    payload: data,
  });
async function start(): Promise<string> {
  return (await post(`/billing-packages/${packageId}/imports`, { fileName: 'deck.csv' })).json().id;
}
async function upload(file: string): Promise<string> {
  const id = await start();
  await piece(id, 0, Buffer.from(file));
  const done = await post(`/deck-imports/${id}/uploaded`, { bytes: Buffer.byteLength(file) });
  expect(done.statusCode, done.body).toBe(200);
  return id;
}
async function readThrough(id: string, changes: object = {}) {
  const { format, version } = (await get(`/deck-imports/${id}`)).json();
  const answer = await post(`/deck-imports/${id}/format`, { format: { ...format, ...changes }, sourceName: 'Carrier', version });
  expect(answer.statusCode, answer.body).toBe(200);
  await panel.doOfficeWork('working on rate decks');
  return (await get(`/deck-imports/${id}`)).json();
}

describe('an upload', () => {
  test('comes in pieces, in any order, each once', async () => {
    const file = Buffer.from(`Prefix,Price\n${'61,0.06\n'.repeat(150_000)}`);
    const id = await start();
    expect((await post(`/deck-imports/${id}/uploaded`, { bytes: file.length })).json().faults[0].message).toContain('0 of');
    expect((await piece(id, 1, file.subarray(pieceBytes))).statusCode).toBe(200);
    expect((await post(`/deck-imports/${id}/uploaded`, { bytes: file.length })).statusCode).toBe(400);
    expect((await piece(id, 0, file.subarray(0, pieceBytes))).statusCode).toBe(200);
    expect((await piece(id, 0, Buffer.from('something else'))).statusCode).toBe(200);
    const done = await post(`/deck-imports/${id}/uploaded`, { bytes: file.length });
    expect(done.json()).toMatchObject({ state: 'described', fileKind: 'csv', encoding: 'utf-8', fileBytes: file.length });
    expect((await piece(id, 2, file.subarray(0, 10))).json().code).toBe('deck_state');
  });

  test('is refused when a piece is too long, too far, or not bytes', async () => {
    const id = await start();
    expect((await piece(id, 0, Buffer.alloc(pieceBytes + 1))).statusCode).toBe(413);
    expect((await piece(id, 200, Buffer.alloc(5))).json().code).toBe('deck_too_large');
    expect((await piece(id, 0, Buffer.from('{}'), 'application/json')).statusCode).toBe(400);
    expect((await post(`/deck-imports/${id}/uploaded`, { bytes: 200 * pieceBytes + 1 })).json().faults[0].message).toContain(
      '200 MB',
    );
  });

  test('that is no deck says what it is', async () => {
    const id = await start();
    await piece(id, 0, Buffer.from('%PDF-1.7 …'));
    const answer = await post(`/deck-imports/${id}/uploaded`, { bytes: Buffer.byteLength('%PDF-1.7 …') });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'deck_unreadable', message: expect.stringContaining('PDF') });
  });
});

describe('a deck', () => {
  test('shows its lines and what they come to, before anything is read', async () => {
    const id = await upload('Prefix;Price\n61;0,06\n62;0.07\n');
    expect((await get(`/deck-imports/${id}/lines`)).json()).toEqual({
      sheets: [],
      lines: [
        { line: 1, cells: ['Prefix', 'Price'] },
        { line: 2, cells: ['61', '0,06'] },
        { line: 3, cells: ['62', '0.07'] },
      ],
    });
    const { format } = (await get(`/deck-imports/${id}`)).json();
    const { lines } = (await post(`/deck-imports/${id}/preview`, { ...format, decimalSign: ',' })).json();
    expect(lines).toMatchObject([
      { line: 2, prefixes: ['61'], price: '0.06', faults: [] },
      { line: 3, price: null, faults: [{ column: 'B', message: expect.stringContaining('decimal comma') }] },
    ]);
    const { version } = (await get(`/deck-imports/${id}`)).json();
    const doubled = await post(`/deck-imports/${id}/format`, { format: { ...format, columns: ['price', 'price'] }, version });
    expect(doubled.json().faults[0].message).toBe('Choose the column that holds the prefix.');
    expect((await post(`/deck-imports/${id}/format`, { format, version: version + 1 })).json().code).toBe('stale_version');
  });

  test('is written as its source wrote it the last time', async () => {
    const first = await upload('Code;Cost\n61;0,06\n');
    await readThrough(first, { jumpPercent: 77 });
    const [source] = (await get('/deck-sources')).json().items;
    expect(source).toMatchObject({ name: 'Carrier', format: { jumpPercent: 77, decimalSign: ',' } });
    const started = await post(`/billing-packages/${packageId}/imports`, { fileName: 'next.csv', sourceId: source.id });
    expect(started.json().format).toMatchObject({ jumpPercent: 77 });
  });

  test('is activated only with a tick, and only from a time to come', async () => {
    const id = await upload('Prefix,Price\n61,0.5\n');
    const { version, counts } = await readThrough(id);
    expect(counts.suspicions).toEqual({ jump: 1 });
    const [change] = (await get(`/deck-imports/${id}/changes?suspicious=true`)).json().items;
    expect(change).toMatchObject({
      prefix: '61',
      verdict: 'up',
      suspicions: ['jump'],
      before: { price: '0.05' },
      after: { price: '0.50' },
    });
    expect((await post(`/deck-imports/${id}/confirm`, { version })).json().faults[0].field).toBe('acceptsSuspicious');
    const past = await post(`/deck-imports/${id}/confirm`, {
      version,
      acceptsSuspicious: true,
      activateAt: '2020-01-01T00:00:00Z',
    });
    expect(past.json().faults[0].field).toBe('activateAt');
    expect((await get(`/billing-packages/${packageId}/rates`)).json().items[0].rate.price).toBe('0.05');
    expect((await post(`/deck-imports/${id}/undo`)).json().code).toBe('deck_state');
  });
});

describe('files that go out', () => {
  test('hold nothing that a spreadsheet would run', async () => {
    const answer = await get(`/billing-packages/${packageId}/rates-file`);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': expect.stringContaining('Retail.csv'),
    });
    const [, line] = answer.body.split('\r\n');
    expect(line).toBe("61,'=1+1,0.00,0.05,60,1,1,,no,0,0,0.00,,no,");
    const sheet = await get(`/billing-packages/${packageId}/rates-file?kind=xlsx`);
    expect(sheet.headers['content-type']).toContain('spreadsheetml');
    expect(sheet.rawPayload.subarray(0, 2).toString()).toBe('PK');
  });

  test('the report goes out as it is filtered', async () => {
    const id = await upload('Prefix,Price,Destination\n61,0.06,=cmd\n62,0.01,New land\n');
    await readThrough(id);
    const all = (await get(`/deck-imports/${id}/changes-file`)).body.trim().split('\r\n');
    expect(all).toHaveLength(3);
    expect(all[1]).toBe("61,'=cmd,Dearer,2,,0.05,0.06,1+1,1+1,");
    expect((await get(`/deck-imports/${id}/changes-file?verdict=new`)).body.trim().split('\r\n')).toHaveLength(2);
  });
});

test('what the new rates would have done is every call of the last month priced again', async () => {
  const first = await openTestAccount(panel.context);
  const second = await openTestAccount(panel.context);
  const at = new Date(panel.context.clock() - 5 * 86_400_000).toISOString();
  const old = new Date(panel.context.clock() - 40 * 86_400_000).toISOString();
  const book = (account: bigint, number: string, milliseconds: number, answeredAt: string) =>
    panel.asOwner(`insert into cdr (call_id, account_id, protocol, caller_number, dialled, number, destination_kind, destination, rate_id, decimals, rounding_mode,
       started_at, answered_at, ended_at, duration_ms, billed_seconds, price, charge, outcome, hangup_cause)
      select gen_random_uuid(), ${account}, 'sip', '1', '1', '${number}', 'outside', 'x', id, 4, 'half_up', '${answeredAt}', '${answeredAt}', '${answeredAt}',
             ${milliseconds}, 1, ${amount('0.25')}, ${amount('0.25')}, 'answered', 16 from rate where billing_package_id = ${packageId} and prefix = '61' limit 1`);
  await book(first.accountId, '61299990000', 90_000, at);
  await book(first.accountId, '61412345678', 60_500, at);
  await book(second.accountId, '61299990000', 10_000, at);
  await book(second.accountId, '61299990000', 10_000, old);
  const id = await upload('Prefix,Price\n61,0.06\n614,blocked\n');
  await readThrough(id);
  expect((await post(`/deck-imports/${id}/impact`)).statusCode).toBe(202);
  await panel.doOfficeWork('working on rate decks');
  const { items, total } = (await get(`/deck-imports/${id}/impact`)).json();
  const newRate = rateOf({ ...rate, flagFall: '0', price: '0.06', minimumCharge: '0' } as never);
  const priced = (seconds: number) => priceOnly(newRate, rounded(4), panel.context.clock(), seconds);
  expect(items).toMatchObject([
    { calls: 2, unrated: 1, charged: '0.50', priced: formatAmount(priced(90)) },
    { calls: 1, unrated: 0, charged: '0.25', priced: formatAmount(priced(10)) },
  ]);
  expect(total).toMatchObject({
    accounts: 2,
    calls: 3,
    unrated: 1,
    charged: '0.75',
    priced: formatAmount(priced(90) + priced(10)),
    difference: formatAmount(priced(90) + priced(10) - amount('0.75')),
  });
});
