import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../src/actions/run.ts';
import { finishSetup } from '../../src/actions/settings/finishSetup.ts';
import { systemActor } from '../../src/core/access/permission.ts';
import { furnish } from '../../src/testing/accounts.ts';
import { startTestPanel, type TestPanel } from '../../src/testing/panel.ts';
import { findTool } from '../../src/testing/tools.ts';
import { startBrowser, type Visitor, type VisitorOptions, visit } from './browser.ts';

const webFolder = join(import.meta.dirname, '..', '..', 'dist', 'web');
const spare = 'window.innerWidth - document.documentElement.scrollWidth';

describe.skipIf(findTool('chromium') === null)('help', () => {
  let panel: TestPanel;
  let browser: Browser;
  let address: string;
  let ann: Visitor;

  beforeAll(async () => {
    [panel, browser] = await Promise.all([startTestPanel({ webFolder }), startBrowser()]);
    await furnish(panel.context);
    await run(panel.context, systemActor, finishSetup, null);
    await panel.server.listen({ host: '127.0.0.1', port: 0 });
    address = `http://127.0.0.1:${(panel.server.server.address() as AddressInfo).port}`;
    ann = await signedIn();
  });
  afterAll(async () => {
    await browser?.close();
    await panel?.close();
  });

  async function signedIn(options: VisitorOptions = {}): Promise<Visitor> {
    const visitor = await visit(browser, address, options);
    const [name = '', value = ''] = (await panel.signIn('administrator')).split('=');
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
  const drawer = () => ann.page.getByRole('dialog');

  it('opens beside the page, and what is typed stays', async () => {
    const { page } = ann;
    await open(ann, '/accounts/new');
    await page.getByRole('textbox', { name: 'Last name' }).fill('Brooks');
    await page.getByRole('button', { name: 'Help for this page' }).click();
    await drawer().getByText('Middle initial', { exact: true }).waitFor();
    await drawer().getByRole('button', { name: 'payment', exact: true }).click();
    await drawer().getByRole('heading', { name: 'Three numbers' }).waitFor();
    await drawer().getByRole('button', { name: 'Back to Add Account' }).click();
    await drawer().getByRole('heading', { name: 'Customer details' }).waitFor();
    expect(await drawer().getByRole('heading', { name: 'Three numbers' }).count()).toBe(0);
    expect(await ann.faults()).toEqual([]);
    await ann.keep('help-drawer');
    await page.keyboard.press('Escape');
    await drawer().waitFor({ state: 'detached' });
    expect(await page.getByRole('textbox', { name: 'Last name' }).inputValue()).toBe('Brooks');
  });

  it('the key opens it, but not while somebody types one', async () => {
    const { page } = ann;
    await open(ann, '/accounts');
    await page.getByRole('textbox', { name: 'Search accounts' }).first().focus();
    await page.keyboard.type('who?');
    expect(await drawer().count()).toBe(0);
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('?');
    await drawer().getByRole('heading', { name: 'Find somebody' }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('is found by searching, with the words marked, and leads to the place', async () => {
    const { page } = ann;
    await open(ann, '/');
    await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Help' }).click();
    await page.getByRole('textbox', { name: 'Search the help' }).fill('ten times');
    const hit = page.getByRole('link', { name: 'Credit cards: Show number' });
    await hit.waitFor();
    await expect.poll(async () => (await page.locator('mark').allTextContents()).join(' ').toLowerCase()).toContain('times');
    await ann.keep('help-search');
    await hit.click();
    await page.getByRole('heading', { name: 'Credit cards', level: 1 }).waitFor();
    await page.locator('#show-number mark').first().waitFor();
    await page.getByRole('link', { name: 'Everything found for “ten times”' }).click();
    await hit.waitFor();
  });

  it('says so when nothing fits, and at an address that it does not have', async () => {
    await open(ann, '/help?search=xylophone');
    await ann.page.getByText('Nothing fits').waitFor();
    await open(ann, '/help/xylophone');
    expect(await ann.page.getByRole('heading', { level: 1 }).textContent()).not.toContain('Help');
  });

  it('has no serious fault of accessibility and fits on a phone', async () => {
    const faults: string[] = [];
    for (const { scheme, width } of [
      { scheme: 'light', width: 1360 },
      { scheme: 'dark', width: 1360 },
      { scheme: 'light', width: 360 },
    ] as const) {
      const visitor = await signedIn({ scheme, width });
      for (const path of ['/help', '/help/add-account', '/help/billing-packages', '/help/phones', '/help?search=call']) {
        await open(visitor, path);
        faults.push(...(await visitor.faults()).map((fault) => `${path} ${scheme} ${width}: ${fault}`));
        if (Number(await visitor.page.evaluate(spare)) < 0) faults.push(`${path} is too wide at ${width}`);
        await visitor.keep(`help-${scheme}-${width}-${path.slice(6).replace(/\W/g, '-') || 'contents'}`);
      }
      await visitor.leave();
    }
    expect(faults).toEqual([]);
    expect(ann.complaints()).toEqual([]);
  });
});
