import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays } from '../core/base/calendar.ts';
import { type LocalDate, localDate } from '../core/base/time.ts';
import { dayBounds } from '../core/wires/exportDue.ts';
import { withConnection } from '../db/connection.ts';
import { rows, sql } from '../db/sql.ts';
import { exportCalls } from '../jobs/exportCalls.ts';
import { furnish } from '../testing/accounts.ts';
import { type HookReceiver, loopbackPolicy, startHookReceiver } from '../testing/hookReceiver.ts';
import { startTestPanel, type TestPanel } from '../testing/panel.ts';

let panel: TestPanel;
let receiver: HookReceiver;
let cookie: string;
const zone = 'Australia/Sydney';
const hour = 3_600_000;
beforeAll(async () => {
  [panel, receiver] = await Promise.all([startTestPanel({ wirePolicy: loopbackPolicy }), startHookReceiver()]);
  await furnish(panel.context);
  cookie = await panel.signIn('administrator');
  await panel.asOwner(`update setting set time_zone = '${zone}'`);
});
afterAll(async () => {
  await panel.close();
  await receiver.close();
});

const ask = <Row>(statement: ReturnType<typeof sql>) => withConnection(panel.context.pool, (tx) => rows<Row>(tx, statement));
const today = (): LocalDate => localDate(panel.context.clock(), zone);
const work = () => panel.doOfficeWork('exporting calls');
const readFile = (name: string) => readFileSync(join(panel.exportFolder, name), 'utf8');
const callsIn = (name: string): readonly string[] => readFile(name).trim().split('\r\n').slice(1);
let serial = 0;

/** A finished call; `at` is its end, milliseconds after the beginning of the day. */
const call = (
  day: LocalDate,
  at: number,
  more: { readonly callId?: string; readonly destination?: string; readonly outcome?: string } = {},
) => {
  serial += 1;
  const end = new Date(dayBounds(day, zone).from + at);
  const { callId = `call-${serial}`, destination = 'Australia', outcome = 'answered' } = more;
  return sql`insert into cdr (call_id, protocol, caller_number, dialled, number, destination_kind, destination, started_at, answered_at, ended_at,
                              duration_ms, outcome, refusal, hangup_cause, price, charge)
             values (${callId}, 'sip', '100001', '0299990000', '61299990000', 'outside', ${destination}, ${new Date(end.getTime() - 1000)}, null,
                     ${end}, 1000, ${outcome}, ${outcome === 'refused' ? 'no_rate' : null}, 16, 150000000, 150000000)`;
};

async function settings(fields: object = {}): Promise<{ statusCode: number; body: string }> {
  const { version, ...stored } = (await panel.ask('GET', '/settings/cdr-export', { cookie })).json();
  return panel.ask('PUT', '/settings/cdr-export', {
    cookie,
    body: { ...stored, isOn: true, hour: 2, columns: ['callId'], version, ...fields },
  });
}
/** Until three in the morning of the next day of the operator. */
async function nextNight(): Promise<LocalDate> {
  const day = today();
  panel.passTime(dayBounds(addDays(day, 1), zone).from + 3 * hour - panel.context.clock());
  cookie = await panel.signIn('administrator');
  await expect.poll(async () => (await workedOff()).find((one) => one.day === day && one.kind === 'nightly')?.state).toBe('done');
  return day;
}
type Item = {
  id: string;
  kind: string;
  day: string;
  state: string;
  place: string;
  callCount: number;
  byteCount: number;
  sha256: string;
};
const listed = async (): Promise<readonly Item[]> => (await panel.ask('GET', '/cdr-exports', { cookie })).json().items;

/** The list, after what is due was written. */
const workedOff = async (): Promise<readonly Item[]> => {
  await work();
  return listed();
};

describe('nightly files', () => {
  test('have each call once: of their day, and late ones of days before', async () => {
    await ask(call(addDays(today(), -1), 12 * hour, { callId: 'history' }));
    expect((await settings()).statusCode).toBe(200);
    await work();
    const first = today();
    await ask(call(first, 13 * hour, { callId: 'a1' }));
    await ask(call(first, 24 * hour - 1, { callId: 'a2' }));
    await ask(call(addDays(first, 1), 0, { callId: 'b1' }));
    await nextNight();
    expect(callsIn(`calls-${first}.csv`)).toEqual(['a1', 'a2']);
    await ask(call(first, 14 * hour, { callId: 'late' }));
    await ask(call(addDays(first, 1), 5 * hour, { callId: 'b2' }));
    await nextNight();
    expect(callsIn(`calls-${addDays(first, 1)}.csv`)).toEqual(['b1', 'late', 'b2']);
    await work();
    expect((await listed()).map(({ day, callCount }) => [day, callCount])).toEqual([
      [addDays(first, 1), 3],
      [first, 2],
    ]);
  });

  test('wait for a call that is being written, and have it', async () => {
    const day = today();
    await withConnection(panel.context.pool, async (tx) => {
      await tx.query('begin');
      const { text, values } = call(day, 12 * hour, { callId: 'slow' });
      await tx.query(text, [...values]);
      await ask(call(day, 12 * hour, { callId: 'quick' }));
      panel.passTime(dayBounds(addDays(day, 1), zone).from + 3 * hour - panel.context.clock());
      cookie = await panel.signIn('administrator');
      for (let round = 0; round < 4; round += 1) await work();
      expect(existsSync(join(panel.exportFolder, `calls-${day}.csv`))).toBe(false);
      await tx.query('commit');
    });
    await expect.poll(async () => (await workedOff())[0]?.state).toBe('done');
    expect(callsIn(`calls-${day}.csv`)).toEqual(['slow', 'quick']);
  });

  test('come too when the cluster is a new one, to which the mark of the dump is still to come', async () => {
    const day = today();
    await withConnection(panel.context.pool, async (tx) => {
      await tx.query('begin');
      const { text, values } = call(day, 12 * hour, { callId: 'moved' });
      await tx.query(text, [...values]);
      panel.passTime(dayBounds(addDays(day, 1), zone).from + 3 * hour - panel.context.clock());
      cookie = await panel.signIn('administrator');
      await work();
      await panel.asOwner(`update cdr_export set mark_xid = '9000000000000000' where state = 'marked'`);
      for (let round = 0; round < 3; round += 1) await work();
      expect(existsSync(join(panel.exportFolder, `calls-${day}.csv`))).toBe(false);
      await tx.query('commit');
    });
    await expect.poll(async () => (await workedOff())[0]?.state).toBe('done');
    expect(callsIn(`calls-${day}.csv`)).toEqual(['moved']);
  });

  test('come one for each day after days without power', async () => {
    const [day, next] = [today(), addDays(today(), 1)];
    await ask(call(day, hour, { callId: 'd1' }));
    await ask(call(next, hour, { callId: 'd2' }));
    panel.passTime(24 * hour);
    await nextNight();
    expect([callsIn(`calls-${day}.csv`), callsIn(`calls-${next}.csv`)]).toEqual([['d1'], ['d2']]);
  });

  test('are whole or not there, and the same calls, when the writer is killed anywhere', async () => {
    const day = today();
    const ids = Array.from({ length: 1200 }, (_, index) => `k${String(index).padStart(4, '0')}`);
    await withConnection(panel.context.pool, async (tx) => {
      for (const callId of ids) {
        const { text, values } = call(day, 10 * hour, { callId });
        await tx.query(text, [...values]);
      }
    });
    panel.passTime(dayBounds(addDays(day, 1), zone).from + 3 * hour - panel.context.clock());
    cookie = await panel.signIn('administrator');
    // Killed at the n-th thing it asks of the database, for every n, until it gets through.
    let reached = 0;
    for (let patience = 1; ; patience += 1) {
      let asked = 0;
      const act: typeof panel.office.act = (action, input) => {
        asked += 1;
        if (asked > patience) throw new Error('killed');
        return panel.office.act(action, input);
      };
      const outcome = await exportCalls({ ...panel.office, act }).then(
        () => 'done',
        () => 'killed',
      );
      const name = `calls-${day}.csv`;
      if (existsSync(join(panel.exportFolder, name))) expect(callsIn(name)).toHaveLength(ids.length);
      if (outcome === 'done' && (await listed())[0]?.state === 'done') break;
      reached = patience;
    }
    expect(reached).toBeGreaterThan(5);
    expect(callsIn(`calls-${day}.csv`)).toEqual(ids);
    const all = readdirSync(panel.exportFolder).flatMap((name) => callsIn(name));
    expect(new Set(all).size, 'no call is on two files').toBe(all.length);
    const [stored] = await ask<{ count: number }>(sql`select count(*)::int as count from cdr where call_id <> 'history'`);
    expect(all, 'and none on no file').toHaveLength(stored?.count ?? 0);
  });

  test('stand in a folder, packed, as JSON Lines, with their checksum, and are removed when they were kept long enough', async () => {
    const columns = ['callId', 'price', 'destination', 'durationSeconds', 'outcome'];
    const how = {
      folder: 'billing/calls',
      format: 'json_lines',
      isPacked: true,
      columns,
      doesIncludeRefused: false,
      keepDays: 10,
    };
    expect((await settings(how)).statusCode).toBe(200);
    await ask(call(today(), 20 * hour, { callId: 'json', destination: '=1+1' }));
    await ask(call(today(), 20 * hour, { callId: 'not-me', outcome: 'refused' }));
    const day = await nextNight();
    const [item] = (await listed()) as [Item];
    expect(item).toMatchObject({ place: `billing/calls/calls-${day}.jsonl.gz`, callCount: 1 });
    const bytes = readFileSync(join(panel.exportFolder, item.place));
    expect([createHash('sha256').update(bytes).digest('hex'), bytes.length]).toEqual([item.sha256, item.byteCount]);
    const line = { callId: 'json', price: '1.50', destination: '=1+1', durationSeconds: 1, outcome: 'answered' };
    expect(JSON.parse(gunzipSync(bytes).toString())).toEqual(line);
    const file = await panel.ask('GET', `/cdr-exports/${item.id}/file`, { cookie });
    expect(file.rawPayload.equals(bytes)).toBe(true);
    expect(file.headers['content-type']).toBe('application/gzip');
    panel.passTime(11 * 24 * hour);
    cookie = await panel.signIn('administrator');
    await panel.doOfficeWork('removing old exports');
    expect(existsSync(join(panel.exportFolder, item.place))).toBe(false);
    expect((await listed()).find(({ id }) => id === item.id)).toMatchObject({ state: 'removed' });
    expect((await panel.ask('GET', `/cdr-exports/${item.id}/file`, { cookie })).statusCode).toBe(404);
  });

  test('are sent to a webhook in parts, each call once', async () => {
    const hook = await panel.ask('POST', '/webhooks', {
      cookie,
      body: { name: 'Billing', url: receiver.url(), doesAllowHttp: true, events: ['invoice.paid'] },
    });
    await settings({ folder: '', format: 'csv', isPacked: false, columns: ['callId', 'price'], webhookId: hook.json().id });
    for (let missed = 0; missed < 20; missed += 1) await work();
    receiver.forget();
    await panel.doOfficeWork('delivering events');
    receiver.forget();
    const day = today();
    await withConnection(panel.context.pool, async (tx) => {
      for (let index = 0; index < 501; index += 1) {
        const { text, values } = call(day, 10 * hour, { callId: `w${index}` });
        await tx.query(text, [...values]);
      }
    });
    await nextNight();
    await panel.doOfficeWork('delivering events');
    type Part = { type: string; data: { part: number; parts: number; day: string; calls: { callId: string; price: string }[] } };
    const parts = receiver.received.map(({ body }) => body as Part).filter(({ data }) => data.day === day);
    expect(parts.map(({ data }) => [data.part, data.parts, data.calls.length]).sort()).toEqual([
      [1, 2, 500],
      [2, 2, 1],
    ]);
    expect(new Set(parts.flatMap(({ data }) => data.calls.map(({ callId }) => callId))).size).toBe(501);
    expect(parts[0]?.data.calls[0]).toMatchObject({ price: '1.50' });
    expect(parts[0]?.data).not.toHaveProperty('afterId');
  });
});

describe('by hand', () => {
  test('a day is written once more as a copy, with its late calls; nightly files stay as they are', async () => {
    const day = addDays(today(), -1);
    await ask(call(day, 2 * hour, { callId: 'copy-1', destination: '=HYPERLINK("x")' }));
    await ask(call(addDays(day, -1), 24 * hour - 1, { callId: 'day-before' }));
    await settings({ columns: ['callId', 'destination', 'price'], webhookId: null });
    const before = (await listed()).filter(({ kind }) => kind === 'nightly');
    const asked = await panel.ask('POST', '/cdr-exports', { cookie, body: { day } });
    expect(asked.json()).toMatchObject({ kind: 'copy', day, state: 'writing' });
    await expect.poll(async () => (await workedOff()).find(({ id }) => id === asked.json().id)?.state).toBe('done');
    const lines = callsIn(`calls-${day}-copy-${asked.json().id}.csv`);
    expect(lines.find((line) => line.startsWith('copy-1'))).toBe(`copy-1,"'=HYPERLINK(""x"")",1.50`);
    expect(lines.some((line) => line.startsWith('day-before'))).toBe(false);
    const later = (await listed()).filter(({ kind }) => kind === 'nightly');
    expect(later.filter(({ id }) => before.some((one) => one.id === id))).toEqual(before);
  });

  test.each([
    [{ folder: '../up' }, 'folder'],
    [{ folder: '/etc' }, 'folder'],
    [{ folder: 'a//b' }, 'folder'],
    [{ columns: [] }, 'columns'],
    [{ columns: ['callId', 'callId'] }, 'columns'],
    [{ columns: ['password_hash'] }, 'columns.0'],
    [{ hour: 24 }, 'hour'],
    [{ webhookId: '987654' }, 'webhookId'],
  ])('%j is refused at its field', async (fields, field) => {
    const answer = await settings(fields);
    expect(answer.statusCode).toBe(400);
    expect(JSON.parse(answer.body).faults[0].field).toBe(field);
  });

  test('a day that has not come is refused', async () => {
    const answer = await panel.ask('POST', '/cdr-exports', { cookie, body: { day: addDays(today(), 1) } });
    expect(answer.json().faults).toMatchObject([{ field: 'day' }]);
  });
});
