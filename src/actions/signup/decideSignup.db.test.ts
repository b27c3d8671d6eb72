import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../../core/access/permission.ts';
import { confirmSeconds } from '../../core/accounts/signup.ts';
import type { SignupForm } from '../../core/accounts/signupForm.ts';
import { amount } from '../../core/base/money.ts';
import { withConnection } from '../../db/connection.ts';
import { findSignup } from '../../db/reads/findSignup.ts';
import { findAccount } from '../../db/reads/getAccount.ts';
import { listSignups } from '../../db/reads/listSignups.ts';
import { rows, sql } from '../../db/sql.ts';
import { furnish, openTestAccount } from '../../testing/accounts.ts';
import { readLetters } from '../../testing/mail/readLetters.ts';
import { startTestPanel, type TestPanel } from '../../testing/panel.ts';
import { addTestForm, sendSignup, signupForm } from '../../testing/signup.ts';
import { run } from '../run.ts';
import { addForm } from './addForm.ts';
import { type ApproveSignup, approveSignup } from './approveSignup.ts';
import { changeForm } from './changeForm.ts';
import { confirmSignup } from './confirmSignup.ts';
import { expireSignups } from './expireSignups.ts';
import { rejectSignup } from './rejectSignup.ts';

let panel: TestPanel;
const ask = <Row>(statement: ReturnType<typeof sql>) => withConnection(panel.context.pool, (tx) => rows<Row>(tx, statement));
const server = { address: 'voice.example', sipPort: 5060, iaxPort: 4569 };
const visitor = { kind: 'visitor', address: '192.0.2.7' } as const;
const operator = { kind: 'staff', id: 1n, name: 'Olive', level: 'super_user' } as const;
let count = 0;

beforeAll(async () => {
  panel = await startTestPanel();
  await furnish(panel.context);
});
afterAll(() => panel.close());

/** A signup through a form of its own, and the token of its letter. */
async function signUp(form: Partial<SignupForm> = {}, given: NonNullable<Parameters<typeof sendSignup>[2]> = {}) {
  count += 1;
  const { id: formId, code } = await addTestForm(panel.context, form);
  await sendSignup(panel.context, code, {
    address: `203.0.113.${count}`,
    ...given,
    details: { email: `jo${count}@example.com`, ...given.details },
  });
  const [one] = await ask<{ id: bigint }>(sql`select id from signup_submission where form_id = ${formId}`);
  if (!one) throw new Error('nothing was stored');
  const [letter] = await readLetters(panel.context, sql`key = ${`signup confirm ${one.id}`}`);
  const token = /https:\/\/panel\.test\/signup\/[a-z0-9]{12}\/confirm\/([\w-]{43})/.exec(letter?.body ?? '')?.[1] ?? '';
  return { submissionId: one.id, formId, token };
}
const approve = (submissionId: bigint, change: Partial<ApproveSignup> = {}) =>
  run(panel.context, operator, approveSignup, { submissionId, choice: {}, isActive: true, doesSend: false, server, ...change });
const confirm = (token: string) => run(panel.context, visitor, confirmSignup, { token, server });
const stateOf = async (id: bigint) =>
  (await ask<{ state: string }>(sql`select state from signup_submission where id = ${id}`))[0]?.state;
const letterOf = async (key: string) => (await readLetters(panel.context, sql`key = ${key}`))[0];
const account = (id: bigint) => withConnection(panel.context.pool, (tx) => findAccount(tx, id));
const history = async (id: bigint) =>
  (await ask<{ event: string }>(sql`select event from signup_event where submission_id = ${id} order by id`)).map(
    (one) => one.event,
  );

describe('the link in the letter', () => {
  test('confirms once; the table keeps only its hash', async () => {
    const { submissionId, token } = await signUp({ doesConfirmEmail: true });
    expect(await stateOf(submissionId)).toBe('received');
    expect(await confirm(token)).toMatchObject({ isApproved: false });
    expect(await stateOf(submissionId)).toBe('waiting');
    await expect(confirm(token)).rejects.toMatchObject({ code: 'signup_link_invalid' });
    expect(await history(submissionId)).toEqual(['received', 'confirmed']);
    expect(
      await ask(sql`select id from signup_submission where confirm_token_hash = ${token} or sent::text like ${`%${token}%`}`),
    ).toEqual([]);
  });

  test('confirms once when it is pressed twenty times at the same moment', async () => {
    const { submissionId, token } = await signUp({ doesConfirmEmail: true });
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => confirm(token)));
    expect(all.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(await history(submissionId)).toEqual(['received', 'confirmed']);
  });

  test('holds for 48 hours; after that the signup is expired, and staff may still approve it', async () => {
    const { submissionId, token } = await signUp({ doesConfirmEmail: true });
    const { token: inTime } = await signUp({ doesConfirmEmail: true });
    panel.passTime(confirmSeconds * 1000 - 5000);
    await confirm(inTime);
    panel.passTime(6000);
    await expect(confirm(token)).rejects.toMatchObject({ code: 'signup_link_invalid' });
    expect(await run(panel.context, systemActor, expireSignups, null)).toBe(1);
    expect(await stateOf(submissionId)).toBe('expired');
    await approve(submissionId);
    expect(await history(submissionId)).toEqual(['received', 'expired', 'approved']);
  });

  test.each(['', 'x', 'a'.repeat(43)])('is refused when it is %j', async (token) => {
    await expect(confirm(token)).rejects.toMatchObject({ code: 'signup_link_invalid' });
  });
});

describe('automatic approval', () => {
  test('makes a Pre-Paid account with nothing on it and sends the credentials to the confirmed e-mail', async () => {
    const form = { doesConfirmEmail: true, approval: 'automatic', paymentType: 'pre_paid', language: 'de' } as const;
    const { submissionId, token } = await signUp(form, { details: { lastName: 'Auto', email: 'auto@example.com' } });
    expect(await ask(sql`select id from account where last_name = 'Auto'`)).toEqual([]);
    expect(await confirm(token)).toMatchObject({ isApproved: true });
    const [made] = await ask<{ id: bigint }>(sql`select account_id as id from signup_submission where id = ${submissionId}`);
    const found = await account(made?.id ?? 0n);
    expect(found).toMatchObject({ lastName: 'Auto', language: 'de', paymentType: 'pre_paid', isActive: true });
    expect(found?.balance).toMatchObject({ posted: '0.00', available: '0.00' });
    expect(found?.createdBy).toMatch(/^Signup form Form \d+$/);
    const letter = await letterOf(`signup credentials ${submissionId}`);
    expect(letter?.to).toBe('auto@example.com');
    expect(letter?.body).toContain(`Benutzername: ${found?.customerNumber}`);
    expect(letter?.body).toMatch(/Passwort: [2-9a-hjkmnp-z]{20}\nServer: voice\.example\nSIP-Port \(UDP\): 5060/);
  });

  test('waits for staff when the operator’s default became Post-Paid after the form was made', async () => {
    const { submissionId, token } = await signUp({ doesConfirmEmail: true, approval: 'automatic' });
    await ask(sql`update setting set default_payment_type = 'post_paid'`);
    expect(await confirm(token)).toMatchObject({ isApproved: false });
    await ask(sql`update setting set default_payment_type = 'pre_paid'`);
    expect(await stateOf(submissionId)).toBe('waiting');
  });

  test('waits for staff when no account can be made, and the confirmation is not lost', async () => {
    const { submissionId, token } = await signUp({ doesConfirmEmail: true, approval: 'automatic' });
    await ask(sql`update setting set default_billing_package_id = null`);
    expect(await confirm(token)).toMatchObject({ isApproved: false });
    await ask(sql`update setting set default_billing_package_id = (select min(id) from billing_package)`);
    expect(await history(submissionId)).toEqual(['received', 'confirmed']);
  });
});

describe('staff approves', () => {
  test('two operators at the same moment: one account, and the other hears that it is decided', async () => {
    const { submissionId } = await signUp({}, { details: { lastName: 'Race' } });
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => approve(submissionId)));
    expect(all.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    for (const one of all) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'signup_decided' });
    expect(await ask(sql`select id from account where last_name = 'Race'`)).toHaveLength(1);
    expect(await history(submissionId)).toEqual(['received', 'approved']);
  });

  test('the account has the details, the form’s extras, a note with the message, what was chosen, and both audit rows', async () => {
    const extra = {
      description: 'Monthly Fee',
      cost: amount('19.95'),
      chargePeriod: 'monthly',
      endsOn: null,
      doesProrate: true,
      isTaxable: true,
    } as const;
    const { submissionId } = await signUp(
      { extras: [extra] },
      { message: 'Call me after five.', details: { lastName: 'Whole', phone: '+61 2 5550 1234' } },
    );
    const choice = { paymentType: 'post_paid' } as const;
    const { accountId, credentials } = await approve(submissionId, { choice, isActive: false, doesSend: true });
    expect(await account(accountId)).toMatchObject({
      ...{ lastName: 'Whole', phone: '+61 2 5550 1234', paymentType: 'post_paid', isActive: false, createdBy: 'Olive' },
      extras: [{ description: 'Monthly Fee', cost: '19.95', doesProrate: true }],
    });
    const notes = await ask<{ body: string }>(sql`select body from note where account_id = ${accountId}`);
    expect(notes[0]?.body).toMatch(/^Signed up through “Form \d+”\.\n\nCall me after five\.$/);
    const audits = await ask<{ action: string; detail: object }>(
      sql`select action, detail from audit where account_id = ${accountId} order by id`,
    );
    expect(audits.map((one) => one.action)).toEqual(['account.add', 'signup.approve']);
    expect(JSON.stringify(audits)).not.toContain(credentials.secret);
    expect((await letterOf(`signup credentials ${submissionId}`))?.body).toContain(credentials.secret);
  });

  test('with a package that is not there: refused at its field, and nothing has happened', async () => {
    const { submissionId } = await signUp({}, { details: { lastName: 'Half' } });
    const attempt = approve(submissionId, { choice: { billingPackageId: 999n } });
    await expect(attempt).rejects.toMatchObject({ faults: [{ field: 'billingPackageId' }] });
    expect(await stateOf(submissionId)).toBe('waiting');
    expect(await ask(sql`select id from account where last_name = 'Half'`)).toEqual([]);
  });

  test('without an e-mail, credentials cannot be sent', async () => {
    const fields = [{ name: 'lastName', label: '', isRequired: true }] as const;
    const { submissionId } = await signUp({ fields }, { details: { email: '' } });
    await expect(approve(submissionId, { doesSend: true })).rejects.toMatchObject({ faults: [{ field: 'doesSend' }] });
    await approve(submissionId);
  });
});

describe('staff rejects', () => {
  test('with a reason that stays inside; the letter holds only what was meant for it', async () => {
    const { submissionId } = await signUp({ language: 'fr' });
    const words = { reason: 'Bad payer', doesTell: true, message: 'Essayez plus tard.' };
    await run(panel.context, operator, rejectSignup, { submissionId, ...words });
    const letter = await letterOf(`signup rejected ${submissionId}`);
    expect(letter?.body).toContain('Essayez plus tard.');
    expect(letter?.body).not.toContain('Bad payer');
    await expect(approve(submissionId)).rejects.toMatchObject({ code: 'signup_decided' });
    expect(
      await ask(sql`select detail, actor_name from signup_event where submission_id = ${submissionId} and event = 'rejected'`),
    ).toEqual([{ detail: 'Bad payer', actor_name: 'Olive' }]);
  });
  test('an approved one no more', async () => {
    const { submissionId } = await signUp();
    await approve(submissionId);
    const attempt = run(panel.context, operator, rejectSignup, { submissionId, reason: 'x', doesTell: false, message: '' });
    await expect(attempt).rejects.toMatchObject({ code: 'signup_decided' });
  });
});

describe('what staff sees', () => {
  test('customers who may be the same: by e-mail, by phone with or without country code, by name and street', async () => {
    const same = async (given: object) => (await openTestAccount(panel.context, {}, undefined, given)).accountId;
    const byMail = await same({ email: 'Same@Example.com', lastName: 'A' });
    const byPhone = await same({ mobile: '+61 2 7777 1234', lastName: 'B' });
    const byPlace = await same({ lastName: 'Same', address1: '1 High Street' });
    await same({ lastName: 'Same', address1: '2 High Street', phone: '+61 2 7777 1235' });
    const details = { email: 'same@example.com', phone: '(02) 7777-1234', lastName: 'SAME', address1: '1 high street' };
    const { submissionId } = await signUp({}, { details });
    const found = await withConnection(panel.context.pool, (tx) => findSignup(tx, submissionId));
    expect(found?.sameAccounts.map(({ id, same: why }) => [id, why])).toEqual([
      [String(byPlace), ['place']],
      [String(byPhone), ['phone']],
      [String(byMail), ['email']],
    ]);
    const again = await signUp({}, { details, message: 'again' });
    const second = await withConnection(panel.context.pool, (tx) => findSignup(tx, again.submissionId));
    expect(second?.sameSignups.map((one) => one.id)).toEqual([String(submissionId)]);
  });

  test('a history that is searched by any word of what was sent, in pages', async () => {
    for (const city of ['Perth', 'Perth', 'Hobart']) await signUp({}, { details: { lastName: 'Searched', city } });
    const find = (search: string, page: { limit: number; after?: string } = { limit: 50 }) =>
      withConnection(panel.context.pool, (tx) => listSignups(tx, { search }, page));
    expect((await find('searched perth')).items).toHaveLength(2);
    expect((await find('100%')).items).toHaveLength(0);
    const first = await find('searched', { limit: 2 });
    const rest = await find('searched', { limit: 2, after: first.next ?? '' });
    expect([...first.items, ...rest.items].map((one) => one.city)).toEqual(['Hobart', 'Perth', 'Perth']);
    expect(rest.next).toBeUndefined();
  });
});

describe('forms', () => {
  test('a name twice, a package that is not there, and rules between fields are refused at their fields', async () => {
    await run(panel.context, systemActor, addForm, signupForm({ name: 'Twice' }));
    const add = (change: Partial<SignupForm>) => run(panel.context, systemActor, addForm, signupForm(change));
    await expect(add({ name: 'Twice' })).rejects.toMatchObject({ faults: [{ field: 'name' }] });
    const wrong = add({ billingPackageId: 999n, routeId: 999n, approval: 'automatic', paymentType: 'post_paid' });
    await expect(wrong).rejects.toMatchObject({
      faults: [{ field: 'approval' }, { field: 'billingPackageId' }, { field: 'routeId' }],
    });
  });
  test('a change answers for the version that was on screen, and keeps the address of the page', async () => {
    const { id: formId, code } = await addTestForm(panel.context);
    const change = (version: number) => run(panel.context, systemActor, changeForm, { formId, form: signupForm(), version });
    await change(1);
    await expect(change(1)).rejects.toMatchObject({ code: 'stale_version' });
    expect(await ask(sql`select code, version from signup_form where id = ${formId}`)).toEqual([{ code, version: 2 }]);
  });
  test('an automatic Post-Paid form cannot be written down at all', async () => {
    await expect(ask(sql`update signup_form set approval = 'automatic', payment_type = 'post_paid'`)).rejects.toMatchObject({
      code: '23514',
    });
  });
});
