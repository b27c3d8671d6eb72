import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finishSetup } from '../../src/http/contract/session.ts';
import { type Instance, startInstance } from '../../src/testing/instance.ts';
import { becomeOperator, type Customer, password } from '../../src/testing/operator.ts';
import { findTool } from '../../src/testing/tools.ts';
import { startBrowser, type Visitor, visit } from './browser.ts';

describe.skipIf(findTool('chromium') === null)('providers and routes in the panel', () => {
  let instance: Instance;
  let browser: Browser;
  let olive: Visitor;
  let customer: Customer;

  beforeAll(async () => {
    [instance, browser] = await Promise.all([startInstance({ withCalls: false }), startBrowser()]);
    const operator = await becomeOperator(instance, [{ prefix: '61', destination: 'Australia', price: '0.08' }]);
    const carrier = await operator.addProvider('Carrier', '192.0.2.9', 5060);
    await operator.addProvider('Second', '192.0.2.10', 5060);
    customer = await operator.addCustomer({
      lastName: 'Rich',
      routeId: await operator.addRoute('Retail', [carrier]),
      money: '5',
    });
    await operator.api.call(finishSetup);
    olive = await visit(browser, instance.panelUrl);
    await olive.page.goto('/providers');
    await olive.page.getByRole('textbox', { name: 'User name' }).fill('olive');
    await olive.page.getByRole('textbox', { name: 'Password' }).fill(password);
    await olive.page.keyboard.press('Enter');
    await olive.page.getByRole('heading', { name: 'Providers', level: 1 }).waitFor();
    olive.complaints();
  });
  afterAll(async () => {
    await browser?.close();
    await instance?.stop();
  });

  const dialog = () => olive.page.getByRole('dialog');
  const row = (name: string) => olive.page.getByRole('row').filter({ hasText: name });

  it('a provider that no route names says so, until it is added to one; the button stays in sight meanwhile', async () => {
    const { page } = olive;
    await row('Carrier').getByRole('cell', { name: 'Everything, Retail' }).waitFor();
    await page.getByRole('button', { name: 'Second', exact: true }).click();
    const save = dialog().getByRole('button', { name: 'Save provider' });
    await save.waitFor();
    expect((await save.boundingBox())?.y).toBeLessThan(page.viewportSize()?.height ?? 0);
    await page.keyboard.press('Escape');
    await row('Second').getByText('In no route').waitFor();
    await page.getByRole('button', { name: 'Use Second' }).click();
    await dialog().getByRole('button', { name: 'Send calls there' }).click();
    await row('Second').getByRole('cell', { name: 'Everything' }).waitFor();
    await page.goto('/routes');
    await row('Everything').getByText('Every number → Second, then Carrier').waitFor();
    await page.getByRole('button', { name: 'Retail', exact: true }).click();
    const providers = dialog().getByRole('combobox', { name: 'Providers, first to last' });
    await providers.or(dialog().getByRole('textbox', { name: 'Providers, first to last' })).click();
    await page.getByRole('option', { name: 'Second' }).click();
    await page.keyboard.press('Escape');
    await dialog().getByRole('button', { name: 'Save route' }).click();
    await row('Retail').getByText('Every number → Carrier, then Second').waitFor();
    await page.goto('/providers?search=sec');
    await row('Second').getByRole('cell', { name: 'Everything, Retail' }).waitFor();
    expect(await row('Carrier').count()).toBe(0);
    expect(await olive.faults()).toEqual([]);
  });

  it('a route is copied and removed; one in use stays and says what uses it', async () => {
    const { page } = olive;
    await page.goto('/routes');
    await row('Everything').getByText('Emergency calls').waitFor();
    await page.getByRole('button', { name: 'Actions for Retail' }).click();
    await page.getByRole('menuitem', { name: 'Copy' }).click();
    await dialog().getByRole('textbox', { name: 'Name' }).fill('Wholesale');
    await dialog().getByRole('button', { name: 'Only at some times' }).click();
    await dialog().getByRole('button', { name: 'Add route' }).click();
    await row('Wholesale').getByText('Every number, Mon–Fri 08:00–18:00 → Carrier, then Second').waitFor();
    await olive.keep('routes');
    const remove = async (name: string) => {
      await page.getByRole('button', { name: `Actions for ${name}` }).click();
      await page.getByRole('menuitem', { name: 'Remove' }).click();
      await dialog().getByRole('button', { name: 'Remove' }).click();
    };
    await remove('Wholesale');
    await row('Wholesale').waitFor({ state: 'detached' });
    await remove('Retail');
    await page.getByText('An account uses this route.').waitFor();
    await row('Retail').waitFor();
    expect(await olive.faults()).toEqual([]);
  });

  it('the route check says why nobody takes a call, and what to do', async () => {
    const { page } = olive;
    await page.goto('/providers');
    for (const name of ['Carrier', 'Second']) {
      await page.getByRole('button', { name, exact: true }).click();
      await dialog().getByRole('switch', { name: 'Active' }).click();
      await dialog().getByRole('button', { name: 'Save provider' }).click();
      await row(name).getByText('Off', { exact: true }).waitFor();
    }
    await page.goto(`/route-check?from=${customer.number}`);
    await page.getByRole('textbox', { name: 'Dialled' }).fill('02 9999 0000');
    await page.getByRole('button', { name: 'Check the call' }).click();
    await page.getByText('All 2 providers of its rule in route “Retail” are passed over').waitFor();
    await page.getByText('switch a provider on').waitFor();
    await page.getByText('Second: switched off.').waitFor();
    expect(await olive.faults()).toEqual([]);
  });
});
