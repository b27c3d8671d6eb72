import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../src/actions/run.ts';
import { finishSetup } from '../../src/actions/settings/finishSetup.ts';
import { systemActor } from '../../src/core/access/permission.ts';
import { furnish, openTestAccount } from '../../src/testing/accounts.ts';
import { startTestPanel, type TestPanel } from '../../src/testing/panel.ts';
import { findTool } from '../../src/testing/tools.ts';
import { startBrowser, type Visitor, visit } from './browser.ts';

const webFolder = join(import.meta.dirname, '..', '..', 'dist', 'web');

/** In the page: the name of the focused field, else its label, else the words on it. */
const nameOfFocused = `(() => {
  const { activeElement: one } = document;
  return one?.getAttribute('name') || one?.labels?.[0]?.textContent || one?.textContent || '';
})()`;

describe.skipIf(findTool('chromium') === null)('the page of an account', () => {
  let panel: TestPanel;
  let browser: Browser;
  let address: string;
  let ann: Visitor;
  let bob: Visitor;

  beforeAll(async () => {
    [panel, browser] = await Promise.all([startTestPanel({ webFolder }), startBrowser()]);
    await furnish(panel.context);
    await run(panel.context, systemActor, finishSetup, null);
    await panel.server.listen({ host: '127.0.0.1', port: 0 });
    address = `http://127.0.0.1:${(panel.server.server.address() as AddressInfo).port}`;
    [ann, bob] = await Promise.all([signedIn('administrator'), signedIn('super_user')]);
  });
  afterAll(async () => {
    await browser?.close();
    await panel?.close();
  });

  async function signedIn(level: 'administrator' | 'super_user'): Promise<Visitor> {
    const visitor = await visit(browser, address);
    const [name = '', value = ''] = (await panel.signIn(level)).split('=');
    // The test panel has no port of its own when it signs in; a browser's cookie is named after it.
    const port = new URL(address).port;
    await visitor.page.context().addCookies([{ name: name.replace(/_\d+$/, `_${port}`), value, url: address }]);
    return visitor;
  }
  const open = async ({ page }: Visitor, path: string) => {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.locator('[aria-busy=true], .mantine-Skeleton-root').first().waitFor({ state: 'detached' });
  };
  const account = (details: Parameters<typeof openTestAccount>[3]) => openTestAccount(panel.context, {}, undefined, details);
  /** The field, label or button that has the focus. */
  const focused = (page: Page) => page.evaluate(nameOfFocused);
  /** Tab until this field or button has the focus; a hundred steps lead anywhere on the page. */
  async function tabTo(page: Page, name: string): Promise<void> {
    for (let step = 0; step < 100; step += 1) {
      if ((await focused(page)) === name) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab never came to ${name}`);
  }
  async function type(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, text] of Object.entries(fields)) {
      await tabTo(page, name);
      await page.keyboard.press('Control+A');
      await page.keyboard.type(text);
    }
  }

  it('is filled in from the first field to the last, and saved, by the keyboard alone', async () => {
    const { page } = bob;
    await open(bob, '/accounts/new');
    await expect.poll(() => focused(page), { message: 'typing can begin at once' }).toBe('firstName');
    await type(page, { firstName: 'Keya', middleInitial: 'B', lastName: 'Board', company: 'Keys Ltd', dateOfBirth: '01011980' });
    await type(page, {
      taxId: 'T-1',
      email: 'keya@example.org',
      phone: '02 9999 0000',
      mobile: '0400 111 222',
      fax: '02 9999 0001',
    });
    await type(page, {
      reference: 'R-1',
      address1: '1 Key St',
      address2: 'Level 2',
      city: 'Sydney',
      state: 'NSW',
      postcode: '2000',
    });
    await type(page, { Country: 'New Zea' });
    await page.getByRole('option', { name: 'New Zealand' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Add extra');
    await page.keyboard.press('Enter');
    await page.locator('input[name="extras.0.description"]:focus').waitFor();
    await type(page, { 'extras.0.description': 'Monthly Fee', 'extras.0.cost': '19.95', 'extras.0.startsOn': '02022026' });
    await tabTo(page, 'extras.0.doesProrate');
    await page.keyboard.press('Space');
    await type(page, { customerNumber: '424242' });
    await tabTo(page, 'paymentType');
    await page.keyboard.press('ArrowRight');
    await type(page, {
      callLimit: '3',
      dailySpendLimit: '25',
      creditLimit: '100',
      'Allowed destinations': '61,64,',
      'Blocked destinations': '61190,',
    });
    await type(page, { note: 'Typed without a mouse.' });
    await tabTo(page, 'sendByMail');
    await page.keyboard.press('Space');
    await bob.keep('light-add-account-filled');
    expect(await bob.faults()).toEqual([]);
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: 'Keya Board is added' }).waitFor();
    await page.getByText('A letter with these values is on its way to keya@example.org.').waitFor();
    await bob.keep('light-account-added');
    const { items } = await (await page.request.get('/api/v1/accounts?search=424242')).json();
    const saved = await (await page.request.get(`/api/v1/accounts/${items[0].id}`)).json();
    expect(saved).toMatchObject({
      ...{
        middleInitial: 'B',
        company: 'Keys Ltd',
        dateOfBirth: '1980-01-01',
        taxId: 'T-1',
        fax: '02 9999 0001',
        reference: 'R-1',
      },
      ...{ address2: 'Level 2', state: 'NSW', country: 'NZ', customerNumber: '424242', paymentType: 'post_paid', callLimit: 3 },
      ...{ dailySpendLimit: '25.00', creditLimit: '100.00', allowedPrefixes: ['61', '64'], blockedPrefixes: ['61190'] },
      extras: [expect.objectContaining({ description: 'Monthly Fee', cost: '19.95', startsOn: '2026-02-02', doesProrate: true })],
    });
    expect(bob.complaints()).toEqual([]);
  });

  it('points out while typing who is here already, and offers the next free number with one click', async () => {
    const dora = await account({ firstName: 'Dora', lastName: 'Double', email: 'dora@example.org', city: 'Perth' });
    const { page } = bob;
    await open(bob, '/accounts/new');
    await page.getByRole('textbox', { name: 'E-mail' }).fill('DORA@example.org');
    await page.getByRole('link', { name: 'Dora Double' }).waitFor();
    await page.getByText('same e-mail').waitFor();
    await page.getByRole('textbox', { name: 'Customer number' }).fill(dora.credentials.networkNumber);
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: /^Use \d+$/ }).waitFor();
    await bob.keep('light-add-account-hints');
    expect(await bob.faults()).toEqual([]);
    await page.getByRole('button', { name: /^Use \d+$/ }).click();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: 'is added' }).waitFor();
    await page.getByRole('link', { name: 'Dora Double' }).waitFor();
    bob.complaints();
  });

  it('keeps extras as a preset and puts them in again', async () => {
    const { page } = bob;
    await open(bob, '/accounts/new');
    await page.getByRole('button', { name: 'Add extra' }).click();
    await page.getByRole('textbox', { name: 'Description' }).fill('Phone rent');
    await page.getByRole('textbox', { name: 'Cost' }).fill('4.50');
    await page.getByRole('button', { name: 'Presets' }).click();
    await page.getByRole('menuitem', { name: 'Save these extras as a preset' }).click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Rent');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Preset Rent is saved.').waitFor();
    await page.getByRole('button', { name: 'Presets' }).click();
    await page.getByRole('menuitem', { name: 'Rent', exact: true }).click();
    await page.locator('input[name="extras.1.cost"][value="4.50"]').waitFor();
    await page.getByRole('heading', { name: 'Add Account' }).waitFor();
    expect(bob.complaints()).toEqual([]);
  });

  it('brings two people’s edits together: what only I changed stays, what only she changed comes in, and I decide the rest', async () => {
    const { accountId } = await account({ lastName: 'Shared' });
    const city = (page: Page) => page.getByRole('textbox', { name: 'Suburb or city' });
    await Promise.all([open(ann, `/accounts/${accountId}/edit`), open(bob, `/accounts/${accountId}/edit`)]);
    await city(ann.page).fill('Perth');
    await ann.page.getByRole('textbox', { name: 'Company' }).fill('Shared Ltd');
    await ann.page.keyboard.press('Control+Enter');
    await ann.page.getByText('Saved.').waitFor();
    const { page } = bob;
    await city(page).fill('Hobart');
    await page.getByRole('textbox', { name: 'Agent number' }).fill('A-7');
    await page.keyboard.press('Control+Enter');
    await page.getByText('The administrator changed meanwhile:').waitFor();
    await bob.keep('light-merge');
    await page.getByText('You both changed:').waitFor();
    await bob.keep('light-merge');
    expect(await bob.faults()).toEqual([]);
    await page.getByRole('button', { name: 'Take over and keep my edits' }).click();
    await page.locator('input[name=company][value="Shared Ltd"]').waitFor();
    expect([await city(page).inputValue(), await page.getByRole('textbox', { name: 'Agent number' }).inputValue()]).toEqual([
      'Hobart',
      'A-7',
    ]);
    await page.keyboard.press('Control+Enter');
    await page.getByText('Saved.').waitFor();
    const saved = await (await page.request.get(`/api/v1/accounts/${accountId}`)).json();
    expect(saved).toMatchObject({ city: 'Hobart', company: 'Shared Ltd', agentNumber: 'A-7', owner: 'Agent A-7' });
    await open(bob, `/accounts/${accountId}/history?kind=details`);
    await page.getByText('Suburb or city: Perth').waitFor();
    await bob.keep('light-history');
    bob.complaints();
    ann.complaints();
  });

  it('pins, finds and keeps notes; a phone shows another number of its account', async () => {
    const { accountId, credentials } = await account({ lastName: 'Notes' });
    const { page } = bob;
    await open(bob, `/accounts/${accountId}/notes`);
    for (const text of ['Call back on Monday', 'Prefers mail']) {
      await page.getByRole('textbox', { name: 'Note', exact: true }).fill(text);
      await page.keyboard.press('Control+Enter');
      await page.getByRole('cell', { name: text }).waitFor();
    }
    await page
      .getByRole('row', { name: /Monday/ })
      .getByRole('button')
      .click();
    await page.getByRole('row', { name: /Monday.*Pinned/ }).waitFor();
    await bob.keep('light-notes');
    await page.getByRole('textbox', { name: 'Search the notes' }).fill('mail');
    await page.getByRole('row', { name: /Monday/ }).waitFor({ state: 'detached' });
    await open(bob, `/accounts/${accountId}/phones`);
    await page.getByRole('button', { name: 'Add phone' }).click();
    await page.getByRole('textbox', { name: 'Label' }).fill('Desk');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('row', { name: /Desk/ }).getByRole('button').click();
    await page.getByRole('menuitem', { name: 'Label, caller ID and limit' }).click();
    await page.getByRole('combobox', { name: 'Caller ID' }).click();
    await page.getByRole('option', { name: credentials.networkNumber }).click();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await bob.keep('light-phones');
    await page.getByRole('row', { name: new RegExp(`Desk ${credentials.networkNumber}`) }).waitFor();
    await bob.keep('light-phones');
    expect(bob.complaints()).toEqual([]);
  });

  it('the settings behind it: mail that waits, a number to try, the next numbers, defaults', async () => {
    const { page } = ann;
    const customer = { lastName: 'Mail', email: 'mail@example.org', customerNumber: '525252', sendByMail: true };
    expect((await page.request.post('/api/v1/accounts', { data: customer })).status()).toBe(201);
    await open(ann, '/settings/mail');
    await page.getByText('There is no mail server yet.').waitFor();
    await page.getByText('mail@example.org').waitFor();
    await ann.keep('light-mail');
    await open(ann, '/settings/company');
    await page.getByRole('textbox', { name: 'Try a number' }).fill('02 9999 0000');
    await page.getByText('02 9999 0000 becomes +61299990000, a number in your country.').waitFor();
    await ann.keep('light-company');
    await open(ann, '/settings/numbering');
    await page.getByRole('textbox', { name: 'Base Number' }).fill('525250');
    await page.getByText('525253', { exact: true }).waitFor();
    expect(await page.getByText('525252', { exact: true }).count()).toBe(0);
    await open(ann, '/settings/defaults');
    await page.getByRole('cell', { name: 'Rent', exact: true }).waitFor();
    await ann.keep('light-defaults');
    expect(ann.complaints()).toEqual([]);
    const faults: string[] = [];
    for (const path of ['/settings/mail', '/settings/defaults', '/settings/company', '/help'])
      for (const scheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
        await open(ann, path);
        faults.push(...(await ann.faults()).map((fault) => `${path} (${scheme}): ${fault}`));
        await ann.keep(`${scheme}${path.replaceAll('/', '-')}`);
      }
    expect(faults).toEqual([]);
    const narrow = await visit(browser, address, { width: 390, like: ann });
    for (const path of ['/settings/mail', '/settings/defaults', '/accounts/new']) {
      await open(narrow, path);
      expect(
        Number(await narrow.page.evaluate('window.innerWidth - document.documentElement.scrollWidth')),
      ).toBeGreaterThanOrEqual(0);
      await narrow.keep(`narrow${path.replaceAll('/', '-')}`);
    }
    await narrow.leave();
  });
});
