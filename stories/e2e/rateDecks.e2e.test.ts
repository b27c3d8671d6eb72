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
import { startBrowser, type Visitor, visit } from './browser.ts';

const webFolder = join(import.meta.dirname, '..', '..', 'dist', 'web');
const office = 'working on rate decks';
const head = 'Rates of Carrier X;;\r\nDial code;Destination;Rate per minute\r\n';
const faulty = `${head}61;Australia;0,06\r\n6291-6285;Indonesia Jakarta;0,05\r\n49;Germany;1,2E-2\r\n`;
const mended = `${head}61;Australia;0,06\r\n6285-6291;Indonesia Jakarta;0,05\r\n49;Germany;0,00\r\n`;

describe.skipIf(findTool('chromium') === null)('a rate deck', () => {
  let panel: TestPanel;
  let browser: Browser;
  let ann: Visitor;
  let packageId: bigint;
  let address: string;

  beforeAll(async () => {
    [panel, browser] = await Promise.all([startTestPanel({ webFolder }), startBrowser()]);
    ({ packageId } = await furnish(panel.context));
    await run(panel.context, systemActor, finishSetup, null);
    await panel.server.listen({ host: '127.0.0.1', port: 0 });
    address = `http://127.0.0.1:${(panel.server.server.address() as AddressInfo).port}`;
    ann = await visit(browser, address);
    const [name = '', value = ''] = (await panel.signIn('administrator')).split('=');
    // The test panel has no port of its own when it signs in; a browser's cookie is named after it.
    const port = new URL(address).port;
    await ann.page.context().addCookies([{ name: name.replace(/_\d+$/, `_${port}`), value, url: address }]);
  });
  afterAll(async () => {
    await browser?.close();
    await panel?.close();
  });

  async function upload(content: string): Promise<void> {
    const { page } = ann;
    await page.goto(`/billing-packages/${packageId}`);
    await page.getByRole('button', { name: 'All rates' }).click();
    await page.getByRole('menuitem', { name: /^Import/ }).click();
    await page.getByRole('heading', { name: 'Import a file' }).waitFor();
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'carrier-x.csv', mimeType: 'text/csv', buffer: Buffer.from(content) });
    await page.getByRole('button', { name: 'Upload' }).click();
    await page.getByRole('table', { name: 'Preview' }).waitFor();
  }

  it('with two faults names both and changes nothing', async () => {
    const { page } = ann;
    await upload(faulty);
    await page.getByText('Rates of Carrier X').waitFor();
    await page.getByText('The range "6291-6285" is upside down.').waitFor();
    await ann.keep('light-deck-columns');
    expect(await ann.faults()).toEqual([]);
    await page.getByRole('textbox', { name: 'Source' }).fill('Carrier X');
    await page.getByRole('button', { name: 'Read the file' }).click();
    await page.getByText('Being read').first().waitFor();
    await panel.doOfficeWork(office);
    await page.getByRole('heading', { name: '2 faults' }).waitFor();
    await page.getByRole('row', { name: /^4 A The range/ }).waitFor();
    await page.getByRole('row', { name: /^5 C .*scientific notation/ }).waitFor();
    await ann.keep('light-deck-faults');
    expect(await ann.faults()).toEqual([]);
  });

  it('that is mended is reported, activated after a tick, and taken back', async () => {
    const { page } = ann;
    await upload(mended);
    await page.getByRole('button', { name: 'Read the file' }).click();
    await page.getByText('Being read').first().waitFor();
    await panel.doOfficeWork(office);
    await page.getByRole('heading', { name: 'What it changes' }).waitFor();
    await page.getByRole('row', { name: /\+6285 Indonesia Jakarta New/ }).waitFor();
    await page.getByText('The price is zero').waitFor();
    const activate = page.getByRole('button', { name: /^Activate \d+ changes/ });
    expect(await activate.isDisabled(), 'a price of zero needs a tick').toBe(true);
    await page.getByRole('checkbox', { name: /I have looked/ }).check();
    await ann.keep('light-deck-report');
    expect(await ann.faults()).toEqual([]);
    await activate.click();
    await page.getByText('Being activated').first().waitFor();
    await panel.doOfficeWork(office);
    await page.getByRole('heading', { name: 'Active' }).waitFor();
    await ann.keep('light-deck-active');
    await page.goto(`/billing-packages/${packageId}?search=6290`);
    await page.getByText('Indonesia Jakarta').first().waitFor();
    await page.goBack();
    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click();
    await page.getByRole('heading', { name: 'Taken back' }).waitFor();
    await page.goto(`/billing-packages/${packageId}?search=Jakarta`);
    await page.getByText('No rate fits').waitFor();
  });

  it('stands in the dark and on a phone as well', async () => {
    for (const [name, options] of [
      ['dark', { scheme: 'dark' as const }],
      ['phone', { width: 390 }],
    ] as const) {
      const visitor = await visit(browser, address, { ...options, like: ann });
      await visitor.page.goto(`/billing-packages/${packageId}/imports`);
      await visitor.page.getByRole('link', { name: 'carrier-x.csv' }).first().click();
      await visitor.page.getByRole('heading', { name: 'What it changes' }).waitFor();
      await visitor.page.locator('[aria-busy=true], .mantine-Skeleton-root').first().waitFor({ state: 'detached' });
      await visitor.keep(`${name}-deck-report`);
      expect(await visitor.faults()).toEqual([]);
      await visitor.leave();
    }
    expect(ann.complaints()).toEqual([]);
  });

  it('changes many rates at once', async () => {
    const { page } = ann;
    await page.goto(`/billing-packages/${packageId}`);
    await page.getByRole('button', { name: 'All rates' }).click();
    await page.getByRole('menuitem', { name: 'Change all rates' }).click();
    await page.getByRole('textbox', { name: 'Change by' }).fill('10');
    await ann.keep('light-bulk-edit');
    expect(await ann.faults()).toEqual([]);
    await page.getByRole('button', { name: 'Show what changes' }).click();
    await page.getByText('Being read').first().waitFor();
    await panel.doOfficeWork(office);
    await page.getByRole('heading', { name: 'What it changes' }).waitFor();
    await page.getByRole('button', { name: 'Work it out' }).click();
    await page.getByText('0 calls priced').waitFor();
    await panel.doOfficeWork(office);
    await page.getByText('No call of the last 30 days').waitFor();
  });
});
