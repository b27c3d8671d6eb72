import { createHash } from 'node:crypto';
import { Client } from 'pg';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as calls from '../../src/http/contract/calls.ts';
import * as phones from '../../src/http/contract/phones.ts';
import { finishSetup } from '../../src/http/contract/session.ts';
import { freePort } from '../../src/supervisor/freePort.ts';
import { hasAsterisk, type Instance, startInstance } from '../../src/testing/instance.ts';
import { becomeOperator, type Customer, type Operator } from '../../src/testing/operator.ts';
import { eventually } from '../../src/testing/phones/eventually.ts';
import { registerPhone, type Sipp, startSipp } from '../../src/testing/phones/sipp.ts';
import { findTool } from '../../src/testing/tools.ts';
import { energyHeard, fakeAudio, keepConnections, startBrowser, type Visitor, visit } from './browser.ts';

const canRun = findTool('chromium') !== null && findTool('sipp') !== null && hasAsterisk();

describe.skipIf(!canRun)('a customer’s browser is a phone', () => {
  let instance: Instance;
  let browser: Browser;
  let operator: Operator;
  let rich: Customer;
  let caller: Customer;
  let ann: Visitor;
  let page: Page;
  let phone: Locator;
  let desk: Sipp;
  let deskPort: number;

  beforeAll(async () => {
    [instance, browser] = await Promise.all([startInstance(), startBrowser(fakeAudio)]);
    operator = await becomeOperator(instance, [{ prefix: '61', destination: 'Australia', price: '0.60' }]);
    const routeId = await operator.addRoute('All calls', [await operator.addProvider('Test carrier', '', 5060, 'test')]);
    rich = await operator.addCustomer({ lastName: 'Rich', routeId, money: '5.00' });
    caller = await operator.addCustomer({ lastName: 'Caller', routeId, money: '5.00' });
    await operator.api.call(finishSetup);
    ann = await visit(browser, instance.panelUrl, { width: 390 });
    page = ann.page;
    await page.addInitScript(keepConnections);
    deskPort = await freePort('127.0.0.1', ['udp']);
    await registerPhone(rich, instance.sipPort, deskPort);
    phone = page.getByRole('region', { name: `Phone ${rich.number} in this browser` });
  });
  afterAll(async () => {
    await desk?.stop();
    await browser?.close();
    await instance?.stop();
  });

  /** Somebody calls the number; who calls talks for a while. */
  const callRich = () =>
    operator.api.call(calls.placeTestCall, { body: { networkNumber: caller.number, dialled: rich.number, seconds: 60 } });
  const isReady = () => phone.getByText('Ready', { exact: true }).waitFor();
  const hears = () => eventually(async () => Number(await page.evaluate(energyHeard)) > 0.001, 'the other side is heard', 60_000);

  it('is switched on on the page of phones, and is shown there beside the phone on the desk', async () => {
    await page.goto(`/portal/password#${await linkFor(instance, rich.id)}`);
    await page.getByLabel('New password').fill('a kangaroo reads the paper');
    await page.getByRole('button', { name: 'Save and sign in' }).click();
    await page.getByRole('link', { name: 'Phones', exact: true }).click();
    await page.getByRole('button', { name: `Use this browser as phone ${rich.number}` }).click();
    await isReady();
    await page.getByText('Connected: browser').waitFor();
    await page.getByText('Connected', { exact: true }).waitFor();
    await ann.keep('portal-phone-ready');
    expect(await ann.faults()).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth'), 'nothing is wider than the phone').toBe(390);
    const { items } = await operator.api.call(phones.listPhones, { params: { id: rich.id } });
    expect(items[0]?.registrations.map(({ isBrowser }) => isBrowser).sort()).toEqual([false, true]);
  });

  it('rings together with it; answered here, the desk is silent, and a second caller finds it busy', async () => {
    desk = await startSipp({ scenario: 'ring', port: deskPort });
    await callRich();
    const incoming = phone.getByRole('alert');
    await incoming.getByText(caller.number).waitFor();
    await eventually(
      () => desk.messages().some(({ firstLine }) => firstLine.startsWith('INVITE')),
      'the desk rings, too',
      60_000,
    );
    expect(await page.title()).toBe(`Call from ${caller.number}`);
    await ann.keep('portal-phone-incoming');
    expect(await ann.faults()).toEqual([]);
    await incoming.getByRole('button', { name: 'Answer' }).click();
    await phone.getByText('Talking', { exact: true }).waitFor();
    await hears();
    await desk.finished;
    await desk.stop();
    await callRich();
    const [second] = await operator.callsOf(caller, 1, 60_000);
    expect(second, 'the one that found it busy').toMatchObject({ outcome: expect.stringMatching(/busy|failed|no_answer/) });
    await phone.getByText('Talking', { exact: true }).waitFor();
  });

  it('mutes, holds and presses keys, and hangs up', async () => {
    await phone.getByRole('button', { name: 'Mute' }).click();
    await phone.getByRole('button', { name: 'Speak again' }).click();
    await phone.getByRole('button', { name: 'Hold' }).click();
    await phone.getByText('On hold').waitFor();
    await phone.getByRole('button', { name: 'Resume' }).click();
    await phone.getByRole('button', { name: 'Key 5' }).click();
    await ann.keep('portal-phone-talking');
    expect(await ann.faults()).toEqual([]);
    await phone.getByRole('button', { name: 'Hang up' }).click();
    await phone.getByText('The call has ended.').waitFor();
    expect(await operator.callsOf(caller, 2, 60_000)).toHaveLength(2);
  });

  it('calls, charged as a call of its number, and once more by a click in the list of calls', async () => {
    await page.getByRole('link', { name: 'Calls', exact: true }).click();
    await phone.getByRole('textbox', { name: 'Number to call' }).fill('(02) 9999-0000');
    await phone.getByRole('button', { name: 'Call', exact: true }).click();
    await phone.getByText('Talking', { exact: true }).waitFor();
    await hears();
    await phone.getByRole('button', { name: 'Hang up' }).click();
    const [first] = await operator.callsOf(rich, 1, 60_000);
    expect(first).toMatchObject({ outcome: 'answered', price: (first!.billedSeconds / 100).toFixed(2) });
    // No reload: the portal is told that a call has ended.
    await page.getByRole('button', { name: 'Call 61299990000' }).click();
    await phone.getByText('Talking', { exact: true }).waitFor();
    await phone.getByRole('button', { name: 'Hang up' }).click();
    expect(await operator.callsOf(rich, 2, 60_000)).toHaveLength(2);
    expect(ann.complaints()).toEqual([]);
  });

  it('shows the balance as it moves, and says so while it cannot', async () => {
    await page.getByRole('link', { name: 'Home', exact: true }).click();
    await page.getByText('Nobody is on the phone.').waitFor();
    await operator.topUp(rich, '100.00');
    await page
      .getByText(/^10\d\.\d+$/)
      .first()
      .waitFor();
    await instance.kill('panel');
    await page.getByText('The connection is interrupted.').waitFor();
    await page.getByText('The connection is interrupted.').waitFor({ state: 'detached' });
    await isReady();
    ann.complaints();
  });

  it('says that the connection is gone when the exchange starts again, and comes back by itself', async () => {
    await instance.kill('asterisk');
    await phone.getByText('No connection, trying again').waitFor();
    await isReady();
    ann.complaints();
  });

  it('says in words that there is no microphone, and lets the call go', async () => {
    await page.evaluate(`navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'))`);
    await eventually(async () => (await operator.liveCalls()).length === 0, 'nobody calls any more', 60_000);
    await callRich();
    await phone.getByRole('alert').getByRole('button', { name: 'Answer' }).click();
    await phone.getByText('The browser may not use the microphone.').waitFor();
  });

  it('one window is the phone: another says so and may take it', async () => {
    const other = await ann.page.context().newPage();
    await other.goto('/portal/');
    await other.getByText('in use in another window').waitFor();
    await other.getByRole('button', { name: 'Use it here' }).click();
    await other.getByText('Ready', { exact: true }).waitFor();
    await phone.getByText('in use in another window').waitFor();
    await other.close();
    await phone.getByRole('button', { name: 'Use it here' }).waitFor();
  });

  it('is ended by staff, says so, and its login opens nothing any more', async () => {
    await page.reload();
    await isReady();
    const { items } = await operator.api.call(phones.listPhones, { params: { id: rich.id } });
    await operator.api.call(phones.endBrowserPhones, { params: { id: items[0]?.id ?? '' } });
    await phone.getByText('This phone has been switched off').waitFor();
    await ann.keep('portal-phone-ended');
    const after = await operator.api.call(phones.listPhones, { params: { id: rich.id } });
    expect(after.items[0]?.registrations.some(({ isBrowser }) => isBrowser)).toBe(false);
  });
});

/** A link of an invitation, as its letter would have it: letters are another test's matter. */
async function linkFor(instance: Instance, accountId: string): Promise<string> {
  const token = 'a-link-of-the-tests';
  const client = new Client({ connectionString: instance.database.ownerUrl });
  await client.connect();
  await client.query(
    `with person as (insert into portal_user (account_id, email, name, created_at, created_by)
       values ($1, 'ann@example.com', 'Ann', now(), 'test') returning id)
     insert into portal_token (token_hash, portal_user_id, expires_at)
     select $2, id, now() + interval '1 hour' from person`,
    [accountId, createHash('sha256').update(token).digest('hex')],
  );
  await client.end();
  return token;
}
