import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../src/actions/run.ts';
import { finishSetup } from '../../src/actions/settings/finishSetup.ts';
import { systemActor } from '../../src/core/access/permission.ts';
import { amount } from '../../src/core/base/money.ts';
import { furnish, openTestAccount } from '../../src/testing/accounts.ts';
import { startTestPanel, type TestPanel } from '../../src/testing/panel.ts';
import { findTool } from '../../src/testing/tools.ts';
import { startBrowser, type Visitor, visit } from './browser.ts';

const webFolder = join(import.meta.dirname, '..', '..', 'dist', 'web');

describe.skipIf(findTool('chromium') === null)('warnings and alerts in the panel', () => {
  let panel: TestPanel;
  let browser: Browser;
  let page: Page;
  let ann: Visitor;

  beforeAll(async () => {
    [panel, browser] = await Promise.all([startTestPanel({ webFolder }), startBrowser()]);
    await furnish(panel.context);
    await run(panel.context, systemActor, finishSetup, null);
    await panel.server.listen({ host: '127.0.0.1', port: 0 });
    const { port } = panel.server.server.address() as AddressInfo;
    const address = `http://127.0.0.1:${port}`;
    ann = await visit(browser, address);
    page = ann.page;
    const [name = '', value = ''] = (await panel.signIn('administrator')).split('=');
    // The test panel has no port of its own when it signs in; a browser's cookie is named after it.
    await page.context().addCookies([{ name: name.replace(/_\d+$/, `_${port}`), value, url: address }]);
  });
  afterAll(async () => {
    await browser?.close();
    await panel?.close();
  });

  const open = async (path: string) => {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.locator('[aria-busy=true], .mantine-Skeleton-root').first().waitFor({ state: 'detached' });
  };
  const save = async () => {
    await page.getByRole('button', { name: /^Save/ }).first().click();
    await page.getByText(/saved/i).first().waitFor();
  };
  const move = (accountId: bigint, key: string, money: string) =>
    panel.asOwner(`select ledger_post('adjustment', '${key}', now(), 'moved', 'test', array['adjustment', 'prepaid'],
                                      array[0, ${accountId}]::bigint[], array[${amount(money)}, ${-amount(money)}]::bigint[])`);

  it('levels of the settings and of an account, and a low balance that is seen and put away', async () => {
    await open('/settings/defaults');
    await page.getByLabel('Hourly spend limit').fill('20');
    const levels = page.getByRole('combobox', { name: 'Low-balance warnings' });
    await levels.fill('10');
    await levels.press('Enter');
    await save();
    await ann.keep('defaults-limits');

    const { accountId } = await openTestAccount(panel.context, {}, undefined, { lastName: 'Low', email: 'low@example.org' });
    await open(`/accounts/${accountId}/edit`);
    await page.getByRole('combobox', { name: 'Low-balance warnings' }).click();
    await page.getByRole('option', { name: 'Own amounts' }).click();
    const own = page.getByRole('combobox', { name: 'Warn at' });
    await own.fill('4');
    await own.press('Enter');
    await save();
    await open(`/accounts/${accountId}/edit`);
    expect(await page.getByText('4.00', { exact: true }).count()).toBeGreaterThan(0);
    await ann.keep('account-limits');

    await move(accountId, 'up', '9');
    await move(accountId, 'down', '-5.5');
    await open('/');
    await page.getByText('The balance fell to 3.50 AUD; the customer is warned at 4.00 AUD.').waitFor();
    await ann.keep('dashboard-alert');
    expect(await ann.faults()).toEqual([]);
    await page.getByRole('button', { name: /^Done/ }).click();
    await page.getByText('The balance fell to 3.50 AUD').waitFor({ state: 'detached' });
    await open('/alerts');
    await page.getByText('Done by The administrator').waitFor();
    await ann.keep('alerts');
    expect(await ann.faults()).toEqual([]);
  });
});
