import { Client } from 'pg';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finishSetup } from '../../src/http/contract/session.ts';
import { type Instance, startInstance } from '../../src/testing/instance.ts';
import { becomeOperator, type Operator, password } from '../../src/testing/operator.ts';
import { findTool } from '../../src/testing/tools.ts';
import { startBrowser, type Visitor, visit } from './browser.ts';

/** Everything that can be typed into one line of Add Account. */
const typed = {
  ...{ title: 'Dr', firstName: 'Zoë', middleInitial: 'Q', lastName: 'Example', company: 'Example & Daughters', taxId: '11 222' },
  ...{
    email: 'zoe@customer.example',
    phone: '+61 2 9999 0000',
    mobile: '+61400000001',
    fax: '+61 2 9999 0001',
    reference: 'CRM-7',
  },
  ...{ address1: '1 Long Street', address2: 'Floor 2', city: 'Sydney', state: 'NSW', postcode: '2000' },
};

describe.skipIf(findTool('chromium') === null)('a session that ends while somebody types', () => {
  let instance: Instance;
  let browser: Browser;
  let operator: Operator;
  let olive: Visitor;
  beforeAll(async () => {
    [instance, browser] = await Promise.all([startInstance({ withCalls: false }), startBrowser()]);
    operator = await becomeOperator(instance, [{ prefix: '61', price: '0.10' }]);
    await operator.addRoute('All calls', [await operator.addProvider('Test carrier', '', 5060, 'test')]);
    await operator.api.call(finishSetup);
    olive = await visit(browser, instance.panelUrl);
    await olive.page.goto('/accounts/new');
    await olive.page.getByLabel('User name').fill('olive');
    await signIn();
    await olive.page.getByRole('heading', { name: 'Add Account' }).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await instance?.stop();
  });

  const field = (name: string) => olive.page.locator(`[name="${name}"]`);
  const button = (name: string) => olive.page.getByRole('button', { name, exact: true });
  const dialog = () => olive.page.getByRole('dialog', { name: 'Sign in again' });
  async function signIn(): Promise<void> {
    await olive.page.getByLabel('Password', { exact: true }).fill(password);
    await button('Sign in').click();
  }
  /** The page hears of the end with its next request, not by itself in the middle of a click. */
  const withoutNews = (page: Page) => page.route('**/api/v1/live', (route) => route.abort());
  async function endSessions(): Promise<void> {
    const client = new Client({ connectionString: instance.database.ownerUrl });
    await client.connect();
    const { rowCount } = await client.query('delete from staff_session').finally(() => client.end());
    expect(rowCount).toBeGreaterThan(0);
  }

  it('Add Account: the dialog knows who it was, the page keeps every field, and saving goes on', async () => {
    for (const [name, text] of Object.entries(typed)) await field(name).fill(text);
    await button('Add extra').click();
    await field('extras.0.description').fill('Monthly Fee');
    await field('extras.0.cost').fill('19.95');
    await field('note').fill('Wants paper invoices.\nCall before noon.');
    await endSessions();
    // As Ctrl+Enter does; a look for duplicates may have met the end of the session already, and its dialog covers the button.
    await olive.page.locator('form[aria-label="Add Account"]').evaluate('(form) => form.requestSubmit()');
    await dialog().waitFor();
    expect(await dialog().getByLabel('User name').inputValue()).toBe('olive');
    await expect.poll(() => dialog().locator('input[type=password]:focus').count()).toBe(1);
    expect(await olive.faults()).toEqual([]);
    await olive.keep('expired-session');
    for (const [name, text] of Object.entries(typed)) expect(await field(name).inputValue()).toBe(text);

    await dialog().getByLabel('Password', { exact: true }).fill('not the password');
    await button('Sign in').click();
    await dialog().getByText('The user name or the password is wrong.').waitFor();
    await signIn();
    await dialog().waitFor({ state: 'detached' });
    for (const [name, text] of Object.entries(typed)) expect(await field(name).inputValue()).toBe(text);
    await olive.keep('expired-session-back');
    await button('Add account').click();
    await olive.page.getByText('Phone credentials').first().waitFor();

    const page = olive.page.request;
    const { items } = await (await page.get('/api/v1/accounts')).json();
    expect(items).toHaveLength(1);
    const account = await (await page.get(`/api/v1/accounts/${items[0].id}`)).json();
    expect(account).toMatchObject({ ...typed, extras: [{ description: 'Monthly Fee', cost: '19.95' }] });
    const notes = await (await page.get(`/api/v1/accounts/${account.id}/notes`)).json();
    expect(notes.items).toMatchObject([{ body: 'Wants paper invoices.\nCall before noon.' }]);
  });

  it('Edit Account, narrow and dark, likewise', async () => {
    const { items } = await (await olive.page.request.get('/api/v1/accounts')).json();
    const narrow = await visit(browser, instance.panelUrl, { like: olive, width: 360, scheme: 'dark' });
    const before = olive;
    olive = narrow;
    await withoutNews(narrow.page);
    await narrow.page.goto(`/accounts/${items[0].id}/edit`);
    await field('company').fill('Example & Sons');
    await endSessions();
    await button('Save changes').click();
    await dialog().waitFor();
    expect(await narrow.faults()).toEqual([]);
    await narrow.keep('expired-session-narrow-dark');
    expect(await narrow.page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    await signIn();
    await dialog().waitFor({ state: 'detached' });
    await button('Save changes').click();
    await narrow.page.getByText('Saved.').waitFor();
    const account = await (await narrow.page.request.get(`/api/v1/accounts/${items[0].id}`)).json();
    expect(account).toMatchObject({ ...typed, company: 'Example & Sons' });
    const cookies = await narrow.page.context().cookies();
    olive = before;
    await olive.page.context().addCookies(cookies);
    await narrow.leave();
  });

  it('where nothing was typed the page goes, and comes back after signing in', async () => {
    await withoutNews(olive.page);
    await olive.page.goto('/accounts');
    await olive.page.getByRole('heading', { name: 'Accounts', level: 1 }).waitFor();
    await endSessions();
    await olive.page.getByRole('link', { name: 'Providers' }).click();
    await olive.page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
    expect(await dialog().count()).toBe(0);
    await olive.page.getByLabel('User name').fill('olive');
    await signIn();
    await olive.page.getByRole('heading', { name: 'Providers', level: 1 }).waitFor();
  });

  it('whoever signs out on purpose is asked at the sign-in page, with nothing left below', async () => {
    await olive.page.goto('/');
    await olive.page.getByRole('heading', { name: 'Dashboard' }).waitFor();
    await button('Signed in as Olive Operator').click();
    await olive.page.getByRole('menuitem', { name: 'Sign out' }).click();
    await olive.page.waitForURL('**/sign-in');
    expect(await dialog().count()).toBe(0);
  });
});
