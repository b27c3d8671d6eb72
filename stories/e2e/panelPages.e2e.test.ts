import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeTestCall } from '../../src/http/contract/calls.ts';
import { addStaff, finishSetup } from '../../src/http/contract/session.ts';
import { hasAsterisk, type Instance, startInstance } from '../../src/testing/instance.ts';
import { becomeOperator, type Customer, type Operator, password } from '../../src/testing/operator.ts';
import { findTool } from '../../src/testing/tools.ts';
import { startBrowser, type Visitor, type VisitorOptions, visit } from './browser.ts';

const canRun = findTool('chromium') !== null && hasAsterisk();
const rates = [
  { prefix: '61', destination: 'Australia', price: '0.60', flagFall: '0.10' },
  { prefix: '', destination: 'Elsewhere', price: '1.20' },
];
const tabs = ['', '/phones', '/calls', '/money', '/edit', '/notes', '/history'];

describe.skipIf(!canRun)('the pages of the panel', () => {
  let instance: Instance;
  let browser: Browser;
  let operator: Operator;
  let olive: Visitor;
  let rich: Customer;
  let poor: Customer;

  beforeAll(async () => {
    [instance, browser] = await Promise.all([startInstance(), startBrowser()]);
    operator = await becomeOperator(instance, rates);
    const routeId = await operator.addRoute('All calls', [await operator.addProvider('Test carrier', '', 5060, 'test')]);
    rich = await operator.addCustomer({ lastName: 'Rich', routeId, money: '50.00' });
    poor = await operator.addCustomer({ lastName: 'Poor', routeId });
    for (const { number } of [rich, poor])
      await operator.api.call(placeTestCall, { body: { networkNumber: number, dialled: '0299990000', seconds: 1 } });
    await Promise.all([operator.callsOf(rich, 1), operator.callsOf(poor, 1)]);
    await operator.api.call(addStaff, {
      body: { userName: 'sam', name: 'Sam Super', level: 'super_user', password, mustChangePassword: false },
    });
    await operator.api.call(finishSetup);
    olive = await signedIn('olive');
  });
  afterAll(async () => {
    await browser?.close();
    await instance?.stop();
  });

  async function signedIn(userName: string, options: VisitorOptions = {}): Promise<Visitor> {
    const visitor = await visit(browser, instance.panelUrl, options);
    await visitor.page.goto('/accounts');
    await visitor.page.getByRole('textbox', { name: 'User name' }).fill(userName);
    await visitor.page.getByRole('textbox', { name: 'Password' }).fill(password);
    await visitor.page.keyboard.press('Enter');
    await visitor.page.getByRole('heading', { name: 'Accounts', level: 1 }).waitFor();
    return visitor;
  }
  const open = async ({ page }: Visitor, path: string) => {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.locator('[aria-busy=true], .mantine-Skeleton-root').first().waitFor({ state: 'detached' });
  };
  const menuOf = async ({ page }: Visitor) => {
    const links = await page.getByRole('navigation', { name: 'Menu' }).getByRole('link').all();
    return (await Promise.all(links.map((link) => link.getAttribute('href')))).filter((href) => href !== null);
  };
  const everyPath = async () => {
    const { items } = await (await olive.page.request.get('/api/v1/calls')).json();
    const calls = items.map(({ callId }: { callId: string }) => `/calls/${callId}`);
    const account = tabs.map((tab) => `/accounts/${rich.id}${tab}`);
    return [...(await menuOf(olive)), ...account, ...calls, `/billing-packages/${operator.packageId}`, '/nowhere'];
  };
  const nameOf = (path: string) => path.slice(1).replace(/[^\w]+/g, '-') || 'dashboard';

  it('show the Administrator everything', async () => {
    const menu = await menuOf(olive);
    for (const path of ['/', '/accounts/new', '/live-calls', '/calls', '/providers', '/routes', '/users', '/api-keys', '/status'])
      expect(menu).toContain(path);
    expect(olive.complaints(), 'only the visitor who was not signed in yet may be refused').toEqual([]);
  });

  it('have no serious fault of accessibility, light or dark', async () => {
    const visitor = await visit(browser, instance.panelUrl, { like: olive });
    const faults: string[] = [];
    for (const path of await everyPath()) {
      await open(visitor, path);
      for (const scheme of ['light', 'dark'] as const) {
        await visitor.page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
        faults.push(...(await visitor.faults()).map((fault) => `${path} (${scheme}): ${fault}`));
        await visitor.keep(`${scheme}-${nameOf(path)}`);
      }
      await visitor.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    }
    expect(faults).toEqual([]);
    expect(visitor.complaints()).toEqual([]);
    await visitor.leave();
  });

  it('fit on a phone', async () => {
    const visitor = await visit(browser, instance.panelUrl, { width: 390, like: olive });
    const tooWide: string[] = [];
    for (const path of await everyPath()) {
      await open(visitor, path);
      const spare = Number(await visitor.page.evaluate('window.innerWidth - document.documentElement.scrollWidth'));
      if (spare < 0) tooWide.push(`${path} by ${-spare} pixels`);
    }
    await open(visitor, `/accounts/${rich.id}`);
    await visitor.keep('phone-account');
    expect(tooWide).toEqual([]);
    await visitor.leave();
  });

  it('hide from a Super User what is not allowed, and say so at its address', async () => {
    const sam = await signedIn('sam');
    const menu = await menuOf(sam);
    expect(menu).toContain('/accounts/new');
    for (const path of ['/providers', '/users', '/api-keys', '/settings/company']) expect(menu).not.toContain(path);
    await open(sam, '/providers');
    await sam.page.getByText('This page is for Administrators').waitFor();
    await sam.leave();
  });

  it('refuse a half-typed amount at its field and book nothing', async () => {
    const { page } = olive;
    await open(olive, `/accounts/${rich.id}/money`);
    const before = await operator.balance(rich);
    await page.getByRole('button', { name: 'Top up' }).last().click();
    await page.getByRole('textbox', { name: 'Amount' }).fill('1,000.00.0');
    await page.keyboard.press('Control+Enter');
    await page.getByText('"1,000.00.0" is not an amount.').waitFor();
    await page.locator('input[name=amount]:focus').waitFor();
    expect(await olive.faults()).toEqual([]);
    expect(await operator.balance(rich)).toEqual(before);
    await page.getByRole('textbox', { name: 'Amount' }).fill('1000');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(Number((await operator.balance(rich)).posted) - Number(before.posted)).toBeCloseTo(1000, 6);
  });

  it('say which customer number is taken, and keep what was typed', async () => {
    const { page } = olive;
    await open(olive, '/accounts/new');
    await page.getByRole('textbox', { name: 'Last name' }).fill('Late');
    await page.getByRole('textbox', { name: 'Customer number' }).fill(rich.number);
    await page.keyboard.press('Control+Enter');
    await page.getByText(`The number ${rich.number} is taken.`).waitFor();
    await page.locator('input[name=customerNumber]:focus').waitFor();
    expect(await page.getByRole('textbox', { name: 'Last name' }).inputValue()).toBe('Late');
    olive.complaints();
    await page.getByRole('link', { name: 'Dashboard' }).click();
    await page.getByText('Leave without saving?').waitFor();
    await page.getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('heading', { name: 'Dashboard' }).waitFor();
  });

  it('tell the second of two operators that somebody was faster', async () => {
    const second = await visit(browser, instance.panelUrl, { like: olive });
    const change = async ({ page }: Visitor, city: string) => {
      await page.getByRole('textbox', { name: 'Suburb or city' }).fill(city);
      await page.keyboard.press('Control+Enter');
    };
    await Promise.all([open(olive, `/accounts/${poor.id}/edit`), open(second, `/accounts/${poor.id}/edit`)]);
    await change(olive, 'Perth');
    await olive.page.getByText('Saved.').waitFor();
    await change(second, 'Hobart');
    await second.page.getByText('Somebody else changed this record meanwhile.').waitFor();
    await second.page.getByText('Olive Operator changed meanwhile:').waitFor();
    await second.page.getByText('Take theirs').click();
    await second.page.getByRole('button', { name: 'Take over and keep my edits' }).click();
    await second.page.locator('input[name=city][value=Perth]').waitFor();
    await second.leave();
  });

  it('move by themselves while a call lasts', async () => {
    const { page } = olive;
    await open(olive, '/live-calls');
    await operator.api.call(placeTestCall, { body: { networkNumber: rich.number, dialled: '0299990000', seconds: 120 } });
    await page.getByRole('row', { name: /Talking .*Rich/ }).waitFor();
    await page.getByRole('button', { name: /^0\.[1-9]\d* so far: show its steps/ }).click();
    await page.getByRole('table', { name: 'Price so far' }).waitFor();
    expect(await olive.faults()).toEqual([]);
    await olive.keep('light-live-call');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Hang up the call of Rich' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Hang up' }).click();
    await page.getByText('Nobody is on the phone').waitFor();
    await operator.callsOf(rich, 2);
  });
});
