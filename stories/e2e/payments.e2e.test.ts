import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finishSetup } from '../../src/http/contract/session.ts';
import { type Instance, startInstance } from '../../src/testing/instance.ts';
import { becomeOperator, type Customer, type Operator, password } from '../../src/testing/operator.ts';
import { findTool } from '../../src/testing/tools.ts';
import { startBrowser, type Visitor, visit } from './browser.ts';

describe.skipIf(findTool('chromium') === null)('money from a customer', () => {
  let instance: Instance;
  let browser: Browser;
  let operator: Operator;
  let ann: Customer;
  let olive: Visitor;
  beforeAll(async () => {
    [instance, browser] = await Promise.all([startInstance({ withCalls: false }), startBrowser()]);
    operator = await becomeOperator(instance, [{ prefix: '61', price: '0.10' }]);
    const routeId = await operator.addRoute('Test', [await operator.addProvider('Test carrier', '', 5060, 'test')]);
    await operator.api.call(finishSetup);
    ann = await operator.addCustomer({ lastName: 'Example', routeId, paymentType: 'pre_paid' });
    olive = await visit(browser, instance.panelUrl);
    await olive.page.goto('/');
    await olive.page.getByLabel('User name').fill('olive');
    await olive.page.getByLabel('Password', { exact: true }).fill(password);
    await olive.page.getByRole('button', { name: 'Sign in' }).click();
    await olive.page.getByRole('heading', { name: 'Dashboard' }).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await instance?.stop();
  });

  const box = (name: string) => olive.page.getByRole('textbox', { name, exact: true });
  const button = (name: string) => olive.page.getByRole('button', { name, exact: true });
  const seen = (text: string) => olive.page.getByText(text).first().waitFor();
  /** The dialog that is on top; its parent may close a moment later. */
  const dialog = (name: string) => olive.page.getByRole('dialog', { name });
  const openMoney = async () => {
    await olive.page.goto(`/accounts/${ann.id}/money`);
    await button('Record payment').waitFor();
  };

  it('the sandbox is turned on under Settings, where everything is off at first', async () => {
    await olive.page.goto('/settings/payments');
    const sandbox = olive.page.getByRole('form', { name: /Sandbox/ });
    await sandbox.waitFor();
    expect(await olive.page.getByText('Charges', { exact: true }).count()).toBe(0);
    await sandbox.getByLabel('Charge cards through this gateway').click();
    await sandbox.getByRole('button', { name: 'Save' }).click();
    await olive.page.getByText('Charges', { exact: true }).waitFor();
    await olive.keep('payments-settings');
    expect(await olive.faults()).toEqual([]);
  });

  it('cash is recorded; the same reference again leads to the first payment', async () => {
    await openMoney();
    for (const expected of ['Booked.', 'was booked before']) {
      await button('Record payment').click();
      const form = dialog('Record payment');
      await form.getByLabel('Amount').fill('20');
      await form.getByLabel('Reference').fill('Receipt 17');
      await form.getByRole('button', { name: 'Record', exact: true }).click();
      await seen(expected);
    }
    await olive.keep('payments-reference');
    expect(await olive.faults()).toEqual([]);
    await olive.page.getByRole('link', { name: /Show the first one/ }).click();
    await seen('Received on');
  });

  it('a customer pays by card on the sandbox’s page, from a link, without script and without a session', async () => {
    await openMoney();
    await button('Link to pay').click();
    await dialog('Link to pay').getByLabel('Amount').fill('25');
    await button('Make the link').click();
    await seen('Whoever has this link can pay');
    await olive.keep('payments-link');
    const link =
      (await olive.page
        .getByText(/\/pay\/[\w-]{32}/)
        .first()
        .textContent()) ?? '';

    const customer = await visit(browser, instance.panelUrl, { width: 390 });
    await customer.page.goto(new URL(link).pathname);
    expect(await customer.faults()).toEqual([]);
    await customer.keep('payments-page-phone');
    await customer.page.getByRole('button', { name: 'Pay 25.00 AUD by card' }).click();
    await customer.page.getByRole('heading', { name: 'Pay by card' }).waitFor();
    await customer.page.getByLabel('Card number').fill('1234 1234 1234 1234');
    await customer.page.getByRole('button', { name: 'Pay', exact: true }).click();
    await customer.page.getByText('Type one of the test cards').waitFor();
    await customer.page.getByLabel('Card number').fill('4000 0000 0000 3220');
    await customer.page.getByRole('button', { name: 'Pay', exact: true }).click();
    await customer.page.getByText('3-D Secure').first().waitFor();
    expect(await customer.faults()).toEqual([]);
    await customer.keep('payments-sandbox-phone');
    await customer.page.getByRole('button', { name: 'Yes, it is me' }).click();
    await customer.page
      .getByText(/We ask the bank|was not made|has arrived|Your payment/)
      .first()
      .waitFor();
    await customer.leave();

    await expect.poll(async () => (await operator.balance(ann)).posted, { timeout: 60_000 }).toBe('45.00');
    await olive.page.goto('/payments');
    await seen('25.00');
    await olive.keep('payments-list');
    expect(await olive.faults()).toEqual([]);
  });

  it('vouchers are made, shown once, and redeemed once', async () => {
    await olive.page.goto('/vouchers');
    await button('Make vouchers').first().click();
    await box('Name').fill('Kiosk');
    await box('Worth each').fill('10');
    await button('Make them').click();
    await seen('This is the only time');
    await olive.keep('payments-vouchers');
    expect(await olive.faults()).toEqual([]);
    const code = (await olive.page.locator('.k-voucher .k-num').nth(1).textContent()) ?? '';
    await button('I have them').click();
    await openMoney();
    await button('Redeem voucher').click();
    await dialog('Redeem voucher').getByLabel('Code').fill(code.toLowerCase());
    await button('Redeem').click();
    await seen('10.00 AUD are on the account.');
    expect((await operator.balance(ann)).posted).toBe('55.00');
  });

  it('its pages are usable in the dark and on a phone', async () => {
    for (const [name, options] of Object.entries({ dark: { scheme: 'dark' as const }, phone: { width: 390 } })) {
      const again = await visit(browser, instance.panelUrl, { ...options, like: olive });
      for (const path of ['payments', 'bank-statements', 'settings/payments', `accounts/${ann.id}/money`]) {
        await again.page.goto(`/${path}`);
        await again.page.getByRole('heading', { level: 1 }).first().waitFor();
        await again.page.locator('[aria-busy=true]').first().waitFor({ state: 'hidden' });
        await again.keep(`payments-${path.replaceAll('/', '-').replace(ann.id, 'id')}-${name}`);
      }
      expect(await again.faults()).toEqual([]);
      await again.leave();
    }
  });
});
