import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../src/actions/run.ts';
import { addVoucherBatch } from '../../src/actions/vouchers/addVoucherBatch.ts';
import { systemActor } from '../../src/core/access/permission.ts';
import type { Id } from '../../src/core/base/id.ts';
import { amount } from '../../src/core/base/money.ts';
import { sql } from '../../src/db/sql.ts';
import { openTestAccount } from '../../src/testing/accounts.ts';
import { addCall } from '../../src/testing/billing.ts';
import { openSandbox } from '../../src/testing/moneyStage.ts';
import { customerPassword, portalTokenOf } from '../../src/testing/portal.ts';
import { type Visitor, visit } from './browser.ts';
import { hasBrowser, type SignupStage, signupStage } from './signupStage.ts';

describe.skipIf(!hasBrowser)('a customer on a phone', () => {
  let stage: SignupStage;
  let account: { readonly accountId: Id };
  let ann: Visitor;
  let page: Page;
  beforeAll(async () => {
    stage = await signupStage();
    const { panel, base, browser } = stage;
    await openSandbox(panel);
    account = await openTestAccount(panel.context, { paymentType: 'pre_paid' }, undefined, {
      firstName: 'Ann',
      lastName: 'Example',
    });
    await addPricedCall();
    ann = await visit(browser, base, { width: 390 });
    page = ann.page;
  });
  afterAll(() => stage?.close());

  /** As the settling of a call leaves it: with the rate that its price is explained by. */
  async function addPricedCall() {
    const { panel, ask } = stage;
    const [rate] = await ask<{ id: Id; price: bigint }>(sql`select id, price from rate order by length(prefix), id limit 1`);
    if (!rate) throw new Error('there is no rate');
    const price = String(Number(rate.price) / 1e12);
    const callId = await addCall(panel, account.accountId, { price, endedAt: '2026-10-01T00:00:00Z' });
    await panel.asOwner(`
      alter table cdr disable trigger cdr_is_append_only;
      update cdr set rate_id = ${rate.id}, decimals = 4, rounding_mode = 'half_up' where call_id = '${callId}';
      alter table cdr enable trigger cdr_is_append_only`);
  }
  const open = async (name: string) => {
    await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
  };
  const looksRight = async (name: string) => {
    await ann.keep(name);
    expect(await ann.faults()).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth'), 'nothing is wider than the phone').toBe(390);
  };

  it('staff gives access on the account page; the customer chooses a password by the letter', async () => {
    const window = await stage.signedIn();
    const staff = await window.newPage();
    await staff.goto(`/accounts/${account.accountId}`);
    await staff.getByRole('button', { name: 'Give portal access' }).click();
    const dialog = staff.getByRole('dialog', { name: 'Give portal access' });
    await dialog.getByLabel('E-mail').fill('ann@example.com');
    await dialog.getByRole('button', { name: 'Send the invitation' }).click();
    await staff.getByText('Invited', { exact: true }).waitFor();
    await window.close();
    await page.goto(`/portal/password#${await portalTokenOf(stage.panel, 'ann@example.com')}`);
    await page.getByLabel('New password').fill(customerPassword);
    await looksRight('portal-choose-password');
    await page.getByRole('button', { name: 'Save and sign in' }).click();
    await page.getByRole('heading', { name: 'Good day, Ann Example' }).waitFor();
    await page.getByText('Nothing is left to call with.').waitFor();
    await looksRight('portal-home');
  });

  it('sees a call with its price explained', async () => {
    await open('Calls');
    await looksRight('portal-calls');
    await page.getByRole('table').getByRole('link').first().click();
    await page.getByRole('table', { name: 'Price explained' }).getByText('minute').first().waitFor();
    await looksRight('portal-call');
  });

  it('redeems a voucher and finds it on the balance', async () => {
    const batch = { name: 'Portal', prefix: '', amount: amount('20'), count: 1, expiresOn: null };
    const { codes } = await run(stage.panel.context, systemActor, addVoucherBatch, batch);
    await open('Pay');
    await page.getByLabel('Code').fill(codes[0] ?? '');
    await page.getByRole('button', { name: 'Redeem' }).click();
    await page.getByText('are on your account').first().waitFor();
    await looksRight('portal-pay');
  });

  it('pays by card on the gateway’s page', async () => {
    await page.getByLabel('Amount').fill('15');
    await page.getByRole('button', { name: 'Pay by card' }).click();
    await page.getByRole('button', { name: /^Pay .*15\.00/ }).waitFor();
  });

  it('gives a phone a new secret, which is shown once', async () => {
    await page.goto('/portal/phones');
    await page.getByRole('button', { name: /^New secret for/ }).click();
    await page.getByRole('button', { name: 'Make a new secret' }).click();
    const secret = page.locator('[data-secret]');
    await secret.waitFor();
    expect((await secret.textContent())?.length).toBeGreaterThanOrEqual(12);
    await looksRight('portal-phones');
    await page.reload();
    await page.getByRole('button', { name: /^New secret for/ }).waitFor();
    expect(await secret.count()).toBe(0);
  });

  it('speaks the language of the account', async () => {
    const speak = (language: string) =>
      stage.panel.asOwner(`update account set language = '${language}' where id = ${account.accountId}`);
    await speak('de');
    await page.goto('/portal/');
    await page.getByRole('heading', { name: 'Guten Tag, Ann Example' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('de');
    for (const name of ['Anrufe', 'Rechnungen', 'Zahlen', 'Telefone', 'Ich']) {
      await open(name);
      await looksRight(`portal-german-${name.toLowerCase()}`);
    }
    await speak('');
    await page.goto('/portal/');
    await page.getByRole('heading', { name: 'Good day, Ann Example' }).waitFor();
    await open('Phones');
  });

  it('switches forwarding on, and looks at the own details in the dark', async () => {
    await page.getByRole('button', { name: /^Forwarding and voicemail/ }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByLabel('Do not disturb').click();
    await drawer.getByRole('button', { name: 'Save' }).click();
    await page.getByText('It counts from the next call').first().waitFor();
    await page.emulateMedia({ colorScheme: 'dark' });
    await open('Me');
    await page.getByText('Where you are signed in').waitFor();
    await looksRight('portal-me-dark');
    await open('Home');
    await looksRight('portal-home-dark');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(ann.complaints()).toEqual([]);
  });
});
