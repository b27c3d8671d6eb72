import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finishSetup } from '../../src/http/contract/session.ts';
import { type Instance, startInstance } from '../../src/testing/instance.ts';
import { becomeOperator, password } from '../../src/testing/operator.ts';
import { findTool } from '../../src/testing/tools.ts';
import { startBrowser, type Visitor, visit } from './browser.ts';

describe.skipIf(findTool('chromium') === null)('the layout of invoices', () => {
  let instance: Instance;
  let browser: Browser;
  let olive: Visitor;
  beforeAll(async () => {
    [instance, browser] = await Promise.all([startInstance({ withCalls: false }), startBrowser()]);
    const operator = await becomeOperator(instance, [{ prefix: '61', price: '0.10' }]);
    await operator.addRoute('Test', [await operator.addProvider('Test carrier', '', 5060, 'test')]);
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

  const button = (name: string) => olive.page.getByRole('button', { name, exact: true });
  const paper = () => olive.page.frameLocator('iframe[title="Preview of the invoice"]');
  const editor = () => olive.page.getByRole('textbox', { name: 'Layout', exact: true });

  it('is shown beside what it prints; what is wrong is said with its line, and nothing is saved', async () => {
    await olive.page.goto('/invoice-layout');
    await paper().getByText('Ms Ann B Fletcher').waitFor();
    await editor().fill('<h1>Ours</h1>\n<p>{frist_name}</p>');
    await button('Save as a new version').click();
    await olive.page.getByRole('alert').getByText('Line 2, column 4: There is no tag {frist_name}').waitFor();
    expect(await olive.page.getByText('Version 2').count()).toBe(0);
  });

  it('a click on a tag writes it, the preview follows, and saving makes a version', async () => {
    await editor().fill('<h1>Ours</h1> ');
    await button('Help with tags').click();
    await olive.page.getByLabel('Search tags').fill('last_name');
    await button('{last_name}').click();
    expect(await editor().inputValue()).toContain('{last_name}');
    await paper().getByText('Fletcher').waitFor();
    await button('Save as a new version').click();
    await olive.page.getByText('Version 2').first().waitFor();
    await paper().getByRole('heading', { name: 'Ours' }).waitFor();
  });

  it('an older version comes back as a new one', async () => {
    await button('Restore').first().click();
    await olive.page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
    await olive.page.getByText('as version 1').waitFor();
    await paper().getByText('To be paid by 15 Feb 2031').waitFor();
  });
});
