import { request } from 'node:http';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finishSetup } from '../../src/http/contract/session.ts';
import { hasAsterisk, type Instance, startInstance } from '../../src/testing/instance.ts';
import { becomeOperator, type Customer, type Operator, password } from '../../src/testing/operator.ts';
import { eventually } from '../../src/testing/phones/eventually.ts';
import { findTool } from '../../src/testing/tools.ts';
import { energyHeard, fakeAudio, keepConnections, startBrowser, type Visitor, visit } from './browser.ts';

const canRun = findTool('chromium') !== null && hasAsterisk();
describe.skipIf(!canRun)('a phone in the browser', () => {
  let instance: Instance;
  let browser: Browser;
  let operator: Operator;
  let olive: Visitor;
  let customer: Customer;

  beforeAll(async () => {
    [instance, browser] = await Promise.all([startInstance(), startBrowser(fakeAudio)]);
    operator = await becomeOperator(instance, [{ prefix: '61', destination: 'Australia', price: '0.60' }]);
    const routeId = await operator.addRoute('All calls', [await operator.addProvider('Test carrier', '', 5060, 'test')]);
    customer = await operator.addCustomer({ lastName: 'Rich', routeId, money: '5.00' });
    await operator.api.call(finishSetup);
    olive = await visit(browser, instance.panelUrl);
    await olive.page.addInitScript(keepConnections);
    await olive.page.goto(`/accounts/${customer.id}/phones`);
    await olive.page.getByRole('textbox', { name: 'User name' }).fill('olive');
    await olive.page.getByRole('textbox', { name: 'Password' }).fill(password);
    await olive.page.keyboard.press('Enter');
    await olive.page.getByRole('button', { name: `Actions for phone ${customer.number}` }).waitFor();
    olive.complaints();
  });
  afterAll(async () => {
    await browser?.close();
    await instance?.stop();
  });

  it('calls as the customer’s phone, hears the other side, and the call is charged like any other', async () => {
    const { page } = olive;
    await page.getByRole('button', { name: `Actions for phone ${customer.number}` }).click();
    await page.getByRole('menuitem', { name: 'Test call in the browser' }).click();
    const dialog = page.getByRole('dialog', { name: `Call as ${customer.number}` });
    await dialog.getByRole('textbox', { name: 'Number to call' }).fill('0299990000');
    await dialog.getByRole('button', { name: 'Call', exact: true }).click();
    await dialog.getByText('Talking').waitFor({ timeout: 60_000 });
    await eventually(async () => Number(await page.evaluate(energyHeard)) > 0.001, 'the carrier is heard', 60_000);
    await olive.keep('browser-phone');
    expect(await olive.faults()).toEqual([]);
    expect((await operator.liveCalls())[0]).toMatchObject({ callerNumber: customer.number, number: '61299990000' });
    await dialog.getByRole('button', { name: 'Hang up' }).click();
    await eventually(async () => (await dialog.getByRole('status').textContent()) === 'The call has ended.', 'the phone says so');
    const [call, ...others] = await operator.callsOf(customer, 1, 60_000);
    expect(others, 'hanging up calls nobody').toEqual([]);
    expect(await operator.liveCalls()).toEqual([]);
    expect(call).toMatchObject({ outcome: 'answered', price: (call!.billedSeconds / 100).toFixed(2) });
    expect(olive.complaints()).toEqual([]);
  });

  it('says in a sentence why a call was refused', async () => {
    const { page } = olive;
    await page.reload();
    await page.getByRole('button', { name: `Actions for phone ${customer.number}` }).click();
    await page.getByRole('menuitem', { name: 'Test call in the browser' }).click();
    const dialog = page.getByRole('dialog', { name: `Call as ${customer.number}` });
    await dialog.getByRole('textbox', { name: 'Number to call' }).fill('0011999123456');
    await dialog.getByRole('button', { name: 'Call', exact: true }).click();
    await dialog.getByRole('status').getByText(/\.$/).waitFor({ timeout: 60_000 });
    const calls = await operator.callsOf(customer, 2, 60_000);
    expect(calls[0]).toMatchObject({ refusal: 'no_rate' });
  });

  it.each([
    ['without a session', { origin: true, cookie: '' }, 401],
    ['from another site', { origin: 'https://evil.example', cookie: 'own' }, 403],
    ['with no origin at all', { origin: false, cookie: 'own' }, 403],
    ['to another path', { origin: true, cookie: 'own', path: '/ari/events' }, 404],
  ])('lets nobody through to the engine %s', async (_, how, status) => {
    const cookies = await olive.page.context().cookies();
    const cookie = how.cookie === 'own' ? cookies.map(({ name, value }) => `${name}=${value}`).join('; ') : '';
    const origin = how.origin === true ? instance.panelUrl : how.origin;
    expect(await upgrade(instance.panelUrl, 'path' in how ? how.path : '/ws', { cookie, ...(origin ? { origin } : {}) })).toBe(
      status,
    );
  });

  it('lets somebody who is signed in through, to SIP over WebSocket', async () => {
    const cookie = (await olive.page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    expect(await upgrade(instance.panelUrl, '/ws', { cookie, origin: instance.panelUrl })).toBe(101);
  });
});

/** The status that a websocket handshake is answered with. */
function upgrade(panelUrl: string, path: string, headers: Readonly<Record<string, string>>): Promise<number> {
  const handshake = {
    ...{ connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-protocol': 'sip' },
    'sec-websocket-key': Buffer.alloc(16, 7).toString('base64'),
  };
  return new Promise((resolve, reject) => {
    const asked = request(`${panelUrl}${path}`, { headers: { ...handshake, ...headers } });
    asked.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve(response.statusCode ?? 0);
    });
    asked.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.on('error', reject);
    asked.end();
  });
}
