import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finishSetup } from '../../src/http/contract/session.ts';
import { cardOf, randomCardNumber } from '../../src/testing/cards.ts';
import { type Instance, startInstance } from '../../src/testing/instance.ts';
import { becomeOperator, password } from '../../src/testing/operator.ts';
import { findTool } from '../../src/testing/tools.ts';
import { startBrowser, type Visitor, visit } from './browser.ts';

const number = randomCardNumber();
const typed = cardOf(number).number;

describe.skipIf(findTool('chromium') === null)('a card, from typing it to seeing it again', () => {
  let instance: Instance;
  let browser: Browser;
  let olive: Visitor;
  let money = '';
  beforeAll(async () => {
    [instance, browser] = await Promise.all([startInstance({ withCalls: false }), startBrowser()]);
    const operator = await becomeOperator(instance, [{ prefix: '61', price: '0.10' }]);
    await operator.addProvider('Test carrier', '', 5060, 'test');
    await operator.api.call(finishSetup);
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

  /** All that this browser keeps of the page, as text. */
  async function kept(): Promise<string> {
    const stored = await olive.page.evaluate(`(async () => {
      const caches_ = await Promise.all((await caches?.keys?.() ?? []).map(async (name) =>
        Promise.all((await (await caches.open(name)).matchAll()).map((answer) => answer.text()))));
      const databases = (await indexedDB.databases()).map(({ name }) => name);
      return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, caches_, databases, history.state, location.href, document.cookie]);
    })()`);
    return String(stored) + JSON.stringify(await olive.page.context().storageState());
  }
  const trace = async () => [number, typed].filter((text) => text !== '').map(async (text) => (await kept()).includes(text));
  const leavesNothing = async () => expect(await Promise.all(await trace())).toEqual([false, false]);

  it('a wrong number and an expired card are told at their fields, and nothing is lost', async () => {
    await olive.page.goto('/accounts/new');
    await box('Last name').fill('Example');
    await box('Name on the card').fill('Ann Example');
    await box('Card number').fill(typed.replace(/.$/, (last) => String((Number(last) + 1) % 10)));
    await box('Expiry').fill('01/20');
    await seen('This account is Pre-Paid: its card is never charged automatically.');
    await button('Add account').click();
    await seen('check digit does not fit');
    await olive.page.locator('input[name="card.number"]:focus[aria-invalid=true]').waitFor();
    await box('Card number').fill(typed);
    await button('Add account').click();
    await seen('This card expired at the end of 01/20.');
    expect(await box('Last name').inputValue()).toBe('Example');
    await olive.keep('cards-add-account');
    expect(await olive.faults()).toEqual([]);
    await leavesNothing();
  });

  it('the saved card is masked under Money, in light and dark, wide and narrow', async () => {
    await box('Expiry').fill('05/40');
    await button('Add account').click();
    await seen('Phone credentials');
    await leavesNothing();
    await olive.page.goto('/accounts');
    await olive.page
      .getByRole('link', { name: /Example/ })
      .first()
      .click();
    await olive.page.getByRole('tab', { name: 'Money' }).click();
    await seen(`Visa •••• ${number.slice(-4)}`);
    money = new URL(olive.page.url()).pathname;
    expect(await olive.page.content()).not.toContain(number);
    for (const [name, options] of [
      ['cards-money', {}],
      ['cards-money-dark', { scheme: 'dark' }],
      ['cards-money-narrow', { width: 360 }],
    ] as const) {
      const other = await visit(browser, instance.panelUrl, { ...options, like: olive });
      await other.page.goto(money);
      await other.page.getByText(`Visa •••• ${number.slice(-4)}`).waitFor();
      await other.keep(name);
      expect(await other.faults(), `axe on ${name}`).toEqual([]);
      const width = await other.page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(width, `${name} scrolls sideways`).toBe(0);
      await other.leave();
    }
  });

  it('the number is shown after password and reason, hides after 30 seconds, and leaves nothing in the browser', async () => {
    await olive.page.clock.install();
    await olive.page.goto(money);
    await button(`Actions for Visa •••• ${number.slice(-4)}`).click();
    await olive.page.getByRole('menuitem', { name: 'Show number' }).click();
    await box('Reason').fill('the bank called');
    await olive.page.getByLabel('Your password').fill('wrong');
    await button('Show number').click();
    await seen('The password is wrong.');
    await olive.page.getByLabel('Your password').fill(password);
    await olive.keep('cards-reveal-ask');
    await button('Show number').click();
    await seen(typed);
    await olive.keep('cards-reveal-shown');
    expect(await olive.faults()).toEqual([]);
    await leavesNothing();
    await olive.page.clock.runFor(31_000);
    await expect.poll(() => olive.page.getByText(typed).count()).toBe(0);
    expect(await olive.page.content()).not.toContain(number);
    await olive.page.getByRole('tab', { name: 'History' }).click();
    await seen('Card number asked for');
    await leavesNothing();
  });

  it('the search for traces would find one', async () => {
    await olive.page.evaluate(`localStorage.setItem('planted', '${number}')`);
    expect(await kept()).toContain(number);
  });
});
