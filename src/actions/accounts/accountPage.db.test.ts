import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Actor, systemActor } from '../../core/access/permission.ts';
import type { Id } from '../../core/base/id.ts';
import { amount } from '../../core/base/money.ts';
import { withConnection } from '../../db/connection.ts';
import { findAccount } from '../../db/reads/getAccount.ts';
import { listHistory } from '../../db/reads/listHistory.ts';
import { listNotes } from '../../db/reads/listNotes.ts';
import { rows, sql } from '../../db/sql.ts';
import { detailsOf, furnish, openTestAccount } from '../../testing/accounts.ts';
import { startTestPanel, type TestPanel } from '../../testing/panel.ts';
import { addNetworkNumber } from '../networkNumbers/addNetworkNumber.ts';
import { changeNetworkNumber } from '../networkNumbers/changeNetworkNumber.ts';
import { removeNetworkNumber } from '../networkNumbers/removeNetworkNumber.ts';
import { resetSecret } from '../networkNumbers/resetSecret.ts';
import { run } from '../run.ts';
import { addAccount } from './addAccount.ts';
import { addNote } from './addNote.ts';
import { type ChangeAccount, changeAccount } from './changeAccount.ts';
import { pinNote } from './pinNote.ts';

let panel: TestPanel;
let packageId: Id;
beforeAll(async () => {
  panel = await startTestPanel();
  packageId = (await furnish(panel.context)).packageId;
});
afterAll(() => panel.close());

const ann: Actor = { kind: 'staff', id: 1n, name: 'Ann', level: 'super_user' };
const server = { server: 'sip.example.net', sipPort: 5060, iaxPort: 4569 };
const load = (id: Id) => withConnection(panel.context.pool, (tx) => findAccount(tx, id));
const ask = <Row>(statement: ReturnType<typeof sql>) => withConnection(panel.context.pool, (tx) => rows<Row>(tx, statement));
const history = (id: Id, filter: Parameters<typeof listHistory>[2] = {}) =>
  withConnection(panel.context.pool, (tx) => listHistory(tx, id, filter, { limit: 50 }));

async function newAccount(email = ''): Promise<{ id: Id; input: ChangeAccount }> {
  const { accountId } = await openTestAccount(panel.context, {}, undefined, { email });
  const settings: ChangeAccount['settings'] = {
    ...{ paymentType: 'pre_paid', protocol: 'sip_and_iax', billingPackageId: packageId, routeId: 1n, callLimit: 2 },
    ...{
      dailySpendLimit: null,
      hourlySpendLimit: null,
      lowBalanceAt: null,
      creditLimit: null,
      allowedPrefixes: [],
      blockedPrefixes: [],
    },
  };
  const version = (await load(accountId))?.version ?? 0;
  return { id: accountId, input: { accountId, details: detailsOf({ email }), settings, extras: [], version } };
}

describe('history', () => {
  test('keeps each changed field old and new, packages by name, extras one by one; the same again is no entry', async () => {
    const { id, input } = await newAccount();
    const extra = {
      description: 'Fee',
      cost: amount('5'),
      chargePeriod: 'monthly',
      startsOn: '2026-01-01',
      endsOn: null,
    } as const;
    const first = { ...input, agentNumber: 'A7', extras: [{ ...extra, doesProrate: false, isTaxable: true }] };
    await run(panel.context, ann, changeAccount, first);
    const again = { ...first, version: (await load(id))?.version ?? 0 };
    await run(panel.context, ann, changeAccount, again);
    expect((await load(id))?.version).toBe(again.version);
    const [entry, ...more] = (await history(id, { actions: ['account.change'] })).items;
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      actorName: 'Ann',
      detail: {
        fromVersion: input.version,
        changes: [
          { field: 'agentNumber', from: '', to: 'A7' },
          { field: 'extras', from: null, to: 'Fee: 5.00 Monthly from 2026-01-01, taxable' },
        ],
      },
    });
    expect(await load(id)).toMatchObject({ agentNumber: 'A7', owner: 'Agent A7' });
    const kept = { ...first, agentNumber: undefined, version: again.version, details: detailsOf({ city: 'Perth' }) };
    await run(panel.context, ann, changeAccount, kept);
    expect((await load(id))?.agentNumber).toBe('A7');
  });

  test('tells a second operator what was saved since his version, by whom', async () => {
    const { id, input } = await newAccount();
    await run(panel.context, ann, changeAccount, { ...input, details: detailsOf({ city: 'Perth' }) });
    const stale = run(panel.context, systemActor, changeAccount, { ...input, details: detailsOf({ phone: '12345' }) });
    await expect(stale).rejects.toMatchObject({ code: 'stale_version' });
    const since = await history(id, { sinceVersion: input.version });
    expect(since.items.map((one) => [one.actorName, one.detail.changes])).toEqual([
      ['Ann', [{ field: 'city', from: '', to: 'Perth' }]],
    ]);
    expect((await history(id, { sinceVersion: input.version + 1 })).items).toEqual([]);
  });

  test('is narrowed by what, who and when', async () => {
    const { id } = await newAccount();
    await run(panel.context, ann, addNote, { accountId: id, body: 'x' });
    expect((await history(id)).items.map((one) => one.action)).toEqual(['note.add', 'account.add']);
    expect((await history(id, { actions: ['note.'] })).items).toHaveLength(1);
    expect((await history(id, { actor: 'ann' })).items.map((one) => one.action)).toEqual(['note.add']);
    expect((await history(id, { actor: '%' })).items).toEqual([]);
    const now = panel.context.clock();
    expect((await history(id, { from: now })).items).toEqual([]);
    expect((await history(id, { to: now })).items).toHaveLength(2);
  });
});

describe('caller ID', () => {
  const change = (networkNumberId: Id, callerId?: string) =>
    run(panel.context, ann, changeNetworkNumber, { networkNumberId, label: 'Desk', callLimit: null, isActive: true, callerId });
  const add = (accountId: Id) =>
    run(panel.context, ann, addNetworkNumber, { accountId, number: undefined, label: 'Desk', secret: undefined });

  test('is one of the account’s own numbers, and nobody else’s', async () => {
    const { id } = await newAccount();
    const { id: otherId } = await newAccount();
    const own = (await load(id))?.customerNumber ?? '';
    const other = (await load(otherId))?.customerNumber ?? '';
    const { networkNumberId } = await add(id);
    await change(networkNumberId, own);
    for (const wrong of [other, '61299990000'])
      await expect(change(networkNumberId, wrong)).rejects.toMatchObject({ faults: [{ field: 'callerId' }] });
    await change(networkNumberId);
    expect(await ask(sql`select caller_id from network_number where id = ${networkNumberId}`)).toEqual([{ caller_id: own }]);
    expect((await history(id, { actions: ['network_number.change'] })).items.map((one) => one.detail.changes)).toEqual([
      [{ field: 'callerId', from: '', to: own }],
    ]);
  });

  test('goes with the number that it showed', async () => {
    const { id } = await newAccount();
    const shown = await add(id);
    const { networkNumberId } = await add(id);
    await change(networkNumberId, shown.credentials.networkNumber);
    await run(panel.context, ann, removeNetworkNumber, { networkNumberId: shown.networkNumberId });
    expect(await ask(sql`select caller_id from network_number where id = ${networkNumberId}`)).toEqual([{ caller_id: '' }]);
  });
});

describe('notes', () => {
  test('are listed pinned first, page by page without a gap, and found by words or author', async () => {
    const { id } = await newAccount();
    const ids: Id[] = [];
    for (const body of ['first', 'second 100% sure', 'third', 'fourth', 'fifth'])
      ids.push(await run(panel.context, body === 'third' ? ann : systemActor, addNote, { accountId: id, body }));
    for (const noteId of [ids[0] ?? 0n, ids[2] ?? 0n]) await run(panel.context, ann, pinNote, { noteId, isPinned: true });
    const page = (after?: string, search?: string) =>
      withConnection(panel.context.pool, (tx) => listNotes(tx, id, { search }, { limit: 2, after }));
    const [one, two, three] = [await page(), await page((await page()).next), await page((await page((await page()).next)).next)];
    const bodies = [...one.items, ...two.items, ...three.items].map((note) => note.body);
    expect(bodies).toEqual(['third', 'first', 'fifth', 'fourth', 'second 100% sure']);
    expect(three.next).toBeUndefined();
    expect((await page(undefined, 'SURE 100%')).items.map((note) => note.body)).toEqual(['second 100% sure']);
    expect((await page(undefined, 'ann')).items.map((note) => note.body)).toEqual(['third']);
    expect((await page(undefined, '_____')).items).toEqual([]);
  });

  test('pinning is told once, and nothing else of a note can be changed', async () => {
    const { id } = await newAccount();
    const noteId = await run(panel.context, ann, addNote, { accountId: id, body: 'as it was' });
    for (const isPinned of [true, true, false]) await run(panel.context, ann, pinNote, { noteId, isPinned });
    expect((await history(id, { actions: ['note.pin'] })).items.map((one) => one.detail.isPinned)).toEqual([false, true]);
    await expect(ask(sql`update note set body = 'altered' where id = ${noteId}`)).rejects.toThrow(/permission denied/);
    await expect(ask(sql`delete from note where id = ${noteId}`)).rejects.toThrow();
    const unknown = run(panel.context, ann, pinNote, { noteId: 999_999n, isPinned: true });
    await expect(unknown).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('credentials by mail', () => {
  const letters = (id: Id) =>
    ask<{ to_address: string; subject: string; row: string }>(
      sql`select to_address, subject, l::text as row from letter l where account_id = ${id} order by l.id`,
    );

  test('go to the customer with the account, a further phone and a new secret; the secret stands nowhere in clear', async () => {
    const input = { settings: {}, customerNumber: undefined, extras: [], note: '', sendByMail: server };
    const added = await run(panel.context, ann, addAccount, { ...input, details: detailsOf({ email: 'doe@example.org' }) });
    const accountId = added.accountId;
    const phone = { accountId, number: undefined, label: '', secret: undefined, sendByMail: server };
    const further = await run(panel.context, ann, addNetworkNumber, phone);
    const { networkNumberId } = further;
    const renewed = await run(panel.context, ann, resetSecret, { networkNumberId, secret: undefined, sendByMail: server });
    expect([further.sentTo, renewed.sentTo]).toEqual(['doe@example.org', 'doe@example.org']);
    const queued = await letters(accountId);
    expect(queued.map((one) => one.to_address)).toEqual(Array(3).fill('doe@example.org'));
    expect(queued[2]?.subject).toContain('New secret');
    const everything = JSON.stringify([queued, await history(accountId)]);
    for (const { secret } of [added.credentials, further.credentials, renewed.credentials])
      expect(everything.includes(secret)).toBe(false);
  });

  test('are refused without an e-mail address, and then nothing is saved', async () => {
    const { id } = await newAccount();
    const before = await ask(sql`select count(*) from network_number`);
    const input = { settings: {}, customerNumber: undefined, extras: [], note: '', sendByMail: server };
    const account = run(panel.context, ann, addAccount, { ...input, details: detailsOf() });
    await expect(account).rejects.toMatchObject({ code: 'invalid_input', faults: [{ field: 'email' }] });
    const phone = { accountId: id, number: undefined, label: '', secret: undefined, sendByMail: server };
    await expect(run(panel.context, ann, addNetworkNumber, phone)).rejects.toMatchObject({ faults: [{ field: 'email' }] });
    expect(await ask(sql`select count(*) from network_number`)).toEqual(before);
    expect(await letters(id)).toEqual([]);
  });
});
