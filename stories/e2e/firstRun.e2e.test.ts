import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { freePort } from '../../src/supervisor/freePort.ts';
import { hasAsterisk, type Instance, startInstance } from '../../src/testing/instance.ts';
import { registerPhone } from '../../src/testing/phones/sipp.ts';
import { findTool } from '../../src/testing/tools.ts';
import { startBrowser, type Visitor, visit } from './browser.ts';

const canRun = findTool('chromium') !== null && hasAsterisk();

describe.skipIf(!canRun)('from the one-time link to the first billed call', () => {
  let instance: Instance;
  let browser: Browser;
  let olive: Visitor;

  beforeAll(async () => {
    [instance, browser] = await Promise.all([startInstance(), startBrowser()]);
    olive = await visit(browser, instance.panelUrl);
  });
  afterAll(async () => {
    await browser?.close();
    await instance?.stop();
  });

  // One walk in steps: after a step that failed, the next ones would only say so again.
  let isBroken = false;
  beforeEach((context) => {
    if (isBroken) context.skip();
    onTestFailed(async () => {
      isBroken = true;
      await olive.keep('failed');
    });
  });

  const button = (name: string | RegExp) => olive.page.getByRole('button', { name });
  const box = (name: string) => olive.page.getByRole('textbox', { name, exact: true });
  const heading = (name: string | RegExp) => olive.page.getByRole('heading', { name });
  const looksRight = async (name: string) => {
    const faults = await olive.faults();
    await olive.keep(name);
    expect(faults, `axe on ${name}`).toEqual([]);
  };

  it('without the link nobody becomes Administrator', async () => {
    await olive.page.goto('/');
    await olive.page.getByText('Open the one-time link').waitFor();
    await looksRight('00-no-link');
  });

  it('step 1: the Administrator; a short password is refused at its field', async () => {
    await olive.page.goto(instance.setupUrl ?? '');
    await olive.page.reload();
    await box('Your name').fill('Olive Operator');
    await box('User name').fill('olive');
    await box('Password').fill('short');
    await button('Create administrator').click();
    await olive.page.getByText('A password needs at least 10 characters.').waitFor();
    await olive.page.locator('input[name=password]:focus[aria-invalid=true]').waitFor();
    await box('Password').fill('a password of the walk');
    await looksRight('01-administrator');
    await button('Create administrator').click();
    await heading('Company').first().waitFor();
  });

  it('step 2: the country proposes the dial plan; a reload goes on here', async () => {
    await olive.page.reload();
    await box('Company name').fill('Southern Cross Voice');
    await olive.page.getByRole('combobox', { name: 'Country' }).fill('New Zeal');
    await olive.page.getByRole('option', { name: 'New Zealand' }).click();
    await expect.poll(() => box('International prefix').inputValue()).toBe('00');
    await expect.poll(() => box('Country calling code').inputValue()).toBe('64');
    await olive.page.getByRole('combobox', { name: 'Country' }).fill('Austral');
    await olive.page.getByRole('option', { name: 'Australia' }).click();
    await expect.poll(() => box('International prefix').inputValue()).toBe('0011');
    await looksRight('02-company');
    await button('Save and continue').click();
    await heading('Numbering').waitFor();
  });

  it('step 3: the Base Number shows the next five numbers', async () => {
    await box('Base Number').fill('200100');
    await olive.page.getByText('200104', { exact: true }).waitFor();
    await looksRight('03-numbering');
    await button('Save and continue').click();
    await heading('Billing package').waitFor();
  });

  it('step 4: a billing package from a template', async () => {
    await looksRight('04-billing-package');
    await box('Name of the package').fill('Retail');
    await button('Create billing package').click();
    await heading('Provider').waitFor();
  });

  it('step 5: a carrier of one’s own, or the test carrier', async () => {
    await olive.page.getByRole('radio', { name: /My carrier/ }).click();
    await box('Host').waitFor();
    await looksRight('05-own-provider');
    await olive.page.getByRole('radio', { name: /test carrier/ }).click();
    await button('Use the test carrier').click();
    await heading('First account').waitFor();
  });

  it('step 6: the first account, with money; its credentials are shown once', async () => {
    await box('Last name').fill('Wong');
    await looksRight('06-account');
    await button('Add account').click();
    await heading('Phone credentials').waitFor();
    await olive.page.getByText('Wong has customer number 200100').waitFor();
    await looksRight('07-credentials');
  });

  it.skipIf(findTool('sipp') === null)('a phone that registers turns green without a reload', async () => {
    const secret = await olive.page.getByRole('row', { name: 'Secret' }).locator('.k-mono').textContent();
    await registerPhone({ number: '200100', secret: secret ?? '' }, instance.sipPort, await freePort('127.0.0.1', ['udp']));
    await olive.page.getByText('Registered · SIP').waitFor();
    await olive.keep('08-registered');
  });

  it('the first call rings, talks, ends, and its price is explained', async () => {
    const state = (name: string) => olive.page.locator(`[data-call-state=${name}]`).waitFor();
    await button('Make a test call for me').click();
    await state('talking');
    await olive.keep('09-talking');
    await state('ended');
    const receipt = olive.page.getByRole('table', { name: 'Price of the first call' });
    await receipt.getByText('Total').waitFor();
    expect(await receipt.textContent()).toMatch(/Total0\.\d+ AUD/);
    await looksRight('10-first-call');
  });

  it('then the panel opens, and the account page shows the call, its money and its phone', async () => {
    await button('Open the panel').click();
    await heading('Dashboard').waitFor();
    await looksRight('11-dashboard');
    await olive.page.getByRole('link', { name: 'All accounts' }).click();
    await olive.page.getByRole('link', { name: 'Wong' }).click();
    await heading('Wong').waitFor();
    await olive.page.getByText('Answered').waitFor();
    await looksRight('12-account');
    await olive.page.getByRole('tab', { name: 'Money' }).click();
    const statement = olive.page.getByRole('region', { name: 'Statement, table' });
    await statement.getByText('First top-up').waitFor();
    const amounts = await statement.textContent();
    expect(amounts).toMatch(/20\.00/);
    expect(amounts, 'the call is a debit with a minus sign').toMatch(/−0\.\d+/);
    await looksRight('13-statement');
    expect(olive.complaints()).toEqual([]);
  });
});
