import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../src/actions/run.ts';
import { finishSetup } from '../../src/actions/settings/finishSetup.ts';
import { systemActor } from '../../src/core/access/permission.ts';
import { addDays } from '../../src/core/base/calendar.ts';
import { localDate } from '../../src/core/base/time.ts';
import { furnish, openTestAccount } from '../../src/testing/accounts.ts';
import { type HookReceiver, loopbackPolicy, startHookReceiver } from '../../src/testing/hookReceiver.ts';
import { startTestPanel, type TestPanel } from '../../src/testing/panel.ts';
import { findTool } from '../../src/testing/tools.ts';
import { startBrowser, type Visitor, visit } from './browser.ts';

const webFolder = join(import.meta.dirname, '..', '..', 'dist', 'web');

describe.skipIf(findTool('chromium') === null)('webhooks, exports and keys in the panel', () => {
  let panel: TestPanel;
  let receiver: HookReceiver;
  let browser: Browser;
  let ann: Visitor;
  let page: Page;
  let address: string;
  let cookie: string;

  beforeAll(async () => {
    [panel, receiver, browser] = await Promise.all([
      startTestPanel({ webFolder, wirePolicy: loopbackPolicy }),
      startHookReceiver(),
      startBrowser(),
    ]);
    await furnish(panel.context);
    await run(panel.context, systemActor, finishSetup, null);
    await panel.server.listen({ host: '127.0.0.1', port: 0 });
    const { port } = panel.server.server.address() as AddressInfo;
    address = `http://127.0.0.1:${port}`;
    cookie = await panel.signIn('administrator');
    ann = await visit(browser, address);
    page = ann.page;
    const [name = '', value = ''] = cookie.split('=');
    // The test panel has no port of its own when it signs in; a browser's cookie is named after it.
    await page.context().addCookies([{ name: name.replace(/_\d+$/, `_${port}`), value, url: address }]);
  });
  afterAll(async () => {
    await browser?.close();
    await panel?.close();
    await receiver?.close();
  });

  const open = async (one: Page, path: string) => {
    await one.goto(path);
    await one.getByRole('heading', { level: 1 }).waitFor();
    await one.locator('[aria-busy=true], .mantine-Skeleton-root').first().waitFor({ state: 'detached' });
  };
  const choose = async (label: string, ...options: readonly RegExp[]) => {
    const field = page.getByRole('combobox', { name: label });
    await field.click();
    for (const name of options) await page.getByRole('option', { name }).click();
    await field.press('Tab');
  };

  it('a webhook is made, told its secret once, tested and replayed', async () => {
    await open(page, '/webhooks');
    await page.getByRole('button', { name: 'Make a webhook' }).first().click();
    await page.getByRole('textbox', { name: 'What it is for' }).fill('Billing system');
    await page.getByRole('textbox', { name: 'Address' }).fill('https://10.0.0.1/hook');
    await choose('Events', /^account\.created/, /^payment\.received/);
    await page.getByRole('button', { name: 'Make the webhook' }).click();
    await page.getByText('10.0.0.1 is not an address on the internet.').waitFor();
    expect(ann.complaints(), 'the refusal, and nothing else').toHaveLength(2);
    await page.getByRole('textbox', { name: 'Address' }).fill(receiver.url());
    await page.getByRole('checkbox', { name: 'Allow http' }).check();
    await page.getByRole('button', { name: 'Make the webhook' }).click();
    await page.getByText(/^whsec_/).waitFor();
    await ann.keep('webhook-secret');
    await page.getByRole('link', { name: 'Billing system' }).click();
    await page.getByRole('button', { name: 'Send a test event' }).click();
    await page.getByText('Not tried yet').waitFor();
    await panel.doOfficeWork('delivering events');
    expect(receiver.received.map(({ body }) => (body as { type: string }).type)).toEqual(['webhook.test']);
    await openTestAccount(panel.context, {}, undefined, { lastName: 'Told' });
    receiver.answer({ status: 500, text: '<b>no</b>' });
    await panel.doOfficeWork('delivering events');
    await page.reload();
    await page.getByText('It answered 500.').waitFor();
    receiver.answer({ status: 200, text: 'thank you' });
    await page
      .getByRole('button', { name: /^Replay/ })
      .last()
      .click();
    await page.getByText('It is on its way once more.').waitFor();
    await panel.doOfficeWork('delivering events');
    await page
      .getByRole('button', { name: /^Tries of/ })
      .last()
      .click();
    await page.getByText('200, it worked').first().waitFor();
    await expect.poll(() => page.getByRole('dialog').getByText('thank you').count()).toBe(2);
    await ann.keep('webhook-delivery');
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(ids.filter((id) => id === ids[0])).toHaveLength(2);
    expect(await ann.faults()).toEqual([]);
    await page.keyboard.press('Escape');
    await ann.keep('webhook');
  });

  it('a day of calls is written by hand and downloaded; the nightly export is turned on', async () => {
    await open(page, '/cdr-export');
    await page.getByRole('switch', { name: 'Export calls every night' }).check({ force: true });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    const day = addDays(localDate(panel.context.clock(), 'Australia/Sydney'), -1);
    await page.getByRole('button', { name: 'Write a day again' }).click();
    await page.getByLabel('Day', { exact: true }).fill(day);
    await page.getByRole('button', { name: 'Write the copy' }).click();
    await page.getByText('Being written').waitFor();
    await expect
      .poll(async () => {
        await panel.doOfficeWork('exporting calls');
        await open(page, '/cdr-export');
        return page.getByRole('link', { name: new RegExp(`calls-${day}-copy`) }).count();
      })
      .toBe(1);
    const saving = page.waitForEvent('download');
    await page.getByRole('link', { name: new RegExp(`calls-${day}-copy`) }).click();
    const saved = await (await saving).path();
    expect(existsSync(saved)).toBe(true);
    expect(await ann.faults()).toEqual([]);
    await ann.keep('cdr-export');
  });

  it('a key is made for a part of the API', async () => {
    await open(page, '/api-keys');
    await page.getByRole('button', { name: 'Make an API key' }).first().click();
    await page.getByRole('textbox', { name: 'What it is for' }).fill('Reporting');
    await page
      .getByRole('radiogroup', { name: /^Calls, live calls/ })
      .getByText('Read', { exact: true })
      .click();
    await ann.keep('api-key-drawer');
    await page.getByRole('button', { name: 'Make the key' }).click();
    const key = await page.getByText(/^vsp_/).first().textContent();
    expect((await panel.ask('GET', '/calls', { key: key ?? '' })).statusCode).toBe(200);
    expect((await panel.ask('GET', '/accounts', { key: key ?? '' })).statusCode).toBe(403);
    expect(await page.getByText('calls:read').count()).toBe(1);
    expect(await ann.faults()).toEqual([]);
    await ann.keep('api-keys');
    expect(ann.complaints()).toEqual([]);
  });

  it('fits a phone, in the dark', async () => {
    const small = await visit(browser, address, { width: 390, scheme: 'dark', like: ann });
    for (const path of ['/webhooks/1', '/cdr-export']) {
      await open(small.page, path);
      expect(await small.page.evaluate('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(390);
      expect(await small.faults(), path).toEqual([]);
      await small.keep(`phone${path.replaceAll('/', '-')}`);
    }
    await small.leave();
  });
});
