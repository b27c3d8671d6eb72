import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finishSetup } from '../../src/http/contract/session.ts';
import { hasAsterisk, type Instance, startInstance } from '../../src/testing/instance.ts';
import { becomeOperator, type Customer, type Operator, password } from '../../src/testing/operator.ts';
import { findTool } from '../../src/testing/tools.ts';
import { startBrowser, type Visitor, visit } from './browser.ts';

const canRun = findTool('chromium') !== null && hasAsterisk();

describe.skipIf(!canRun)('forwarding and voicemail in the panel', () => {
  let instance: Instance;
  let browser: Browser;
  let operator: Operator;
  let olive: Visitor;
  let customer: Customer;
  let other: Customer;

  beforeAll(async () => {
    [instance, browser] = await Promise.all([startInstance(), startBrowser()]);
    operator = await becomeOperator(instance, [{ prefix: '61', destination: 'Australia', price: '0.08' }]);
    const routeId = await operator.addRoute('All calls', [await operator.addProvider('Test carrier', '', 5060, 'test')]);
    customer = await operator.addCustomer({ lastName: 'Rich', routeId, money: '50.00' });
    other = await operator.addCustomer({ lastName: 'Other', routeId });
    await operator.api.call(finishSetup);
    olive = await visit(browser, instance.panelUrl);
    await olive.page.goto('/accounts');
    await olive.page.getByRole('textbox', { name: 'User name' }).fill('olive');
    await olive.page.getByRole('textbox', { name: 'Password' }).fill(password);
    await olive.page.keyboard.press('Enter');
    await olive.page.getByRole('heading', { name: 'Accounts', level: 1 }).waitFor();
    await olive.page.goto(`/accounts/${customer.id}/phones`);
    olive.complaints();
  });
  afterAll(async () => {
    await browser?.close();
    await instance?.stop();
  });

  const drawer = () => olive.page.getByRole('dialog', { name: /Forwarding and voicemail/ });
  const openDrawer = async () => {
    await olive.page.getByRole('button', { name: `Actions for phone ${customer.number}` }).click();
    await olive.page.getByRole('menuitem', { name: 'Forwarding and voicemail' }).click();
    await drawer().getByRole('button', { name: 'Save' }).waitFor();
  };
  const choose = async (row: string, choice: string) => {
    await drawer().getByRole('combobox', { name: row }).click();
    await olive.page.getByRole('option', { name: choice }).click();
  };

  it('says at its field what is wrong, and what a number costs', async () => {
    await openDrawer();
    await choose('When nobody answers', 'A number');
    const number = drawer().getByRole('textbox', { name: 'Number' });
    await number.fill(customer.number);
    await drawer().getByRole('button', { name: 'Save' }).click();
    await drawer().getByText('This is the phone’s own number.').waitFor();
    expect(olive.complaints().every((line) => line.includes('400'))).toBe(true);
    await number.fill(other.number);
    await drawer().getByText(`${other.number} is a phone of this network: calls forwarded there are free.`).waitFor();
    await number.fill('02 9999 0000');
    await drawer().getByText('cost as this customer’s own calls: AUD 0.08 / min.').waitFor();
    expect(await olive.faults()).toEqual([]);
    await olive.keep('phone-forwarding');
  });

  it('voicemail that is switched on takes what nothing else takes', async () => {
    await drawer().getByRole('switch', { name: 'Callers can leave a message' }).click();
    await drawer().getByRole('textbox', { name: 'PIN' }).fill('2580');
    const busy = drawer().getByRole('combobox', { name: 'When the phone is busy or declines' });
    await expect.poll(() => busy.inputValue()).toBe('Voicemail');
    await olive.keep('phone-voicemail');
    await drawer().getByRole('button', { name: 'Save' }).click();
    await drawer().waitFor({ state: 'detached' });
    await olive.page.getByText('Busy, not connected → voicemail').waitFor();
    await olive.page.getByText('No answer → 0299990000').waitFor();
    await openDrawer();
    await olive.page.keyboard.press('Escape');
    expect(olive.complaints()).toEqual([]);
  });

  it('shows a message, plays it and removes it', async () => {
    const seconds = 2;
    const sound = Buffer.alloc(44 + seconds * 16_000);
    sound.write('RIFF', 0);
    sound.writeUInt32LE(36 + seconds * 16_000, 4);
    sound.write('WAVEfmt ', 8);
    for (const [at, value, size] of [
      [16, 16, 4],
      [20, 1, 2],
      [22, 1, 2],
      [24, 8000, 4],
      [28, 16_000, 4],
      [32, 2, 2],
      [34, 16, 2],
    ] as const)
      sound.writeUIntLE(value, at, size);
    sound.write('data', 36);
    sound.writeUInt32LE(seconds * 16_000, 40);
    const name = `${customer.number}~${other.number}~vsp0123456789-1700000000-1.wav`;
    // Whole at once: Asterisk closes a recording before its header says how long it is.
    writeFileSync(join(instance.data, name), sound);
    renameSync(join(instance.data, name), join(instance.data, 'asterisk', 'spool', 'messages', name));
    const play = olive.page.getByRole('button', { name: `Play the message from ${other.number}` });
    await play.waitFor();
    await olive.page.getByText('1 new message').waitFor();
    await play.click();
    const played = olive.page.getByLabel(`Sound of the message from ${other.number}`);
    await expect.poll(() => played.evaluate((audio) => Number(Reflect.get(audio, 'duration')))).toBeCloseTo(2, 1);
    expect(await olive.faults()).toEqual([]);
    await olive.keep('phone-messages');
    for (const [scheme, width] of [
      ['dark', 1360],
      ['light', 390],
    ] as const) {
      const visitor = await visit(browser, instance.panelUrl, { like: olive, scheme, width });
      await visitor.page.goto(`/accounts/${customer.id}/phones`);
      await visitor.page.getByRole('button', { name: `Play the message from ${other.number}` }).waitFor();
      expect(await visitor.faults()).toEqual([]);
      await visitor.keep(`phone-messages-${scheme}-${width}`);
      await visitor.page.getByRole('button', { name: `Actions for phone ${customer.number}` }).click();
      await visitor.page.getByRole('menuitem', { name: 'Forwarding and voicemail' }).click();
      await visitor.page.getByRole('button', { name: 'Save' }).waitFor();
      expect(await visitor.faults()).toEqual([]);
      await visitor.keep(`phone-forwarding-${scheme}-${width}`);
      await visitor.leave();
    }
    await olive.page.getByRole('button', { name: `Remove the message from ${other.number}` }).click();
    await olive.page.getByRole('button', { name: 'Remove', exact: true }).click();
    await olive.page.getByText('No messages').waitFor();
    await olive.page.goto(`/accounts/${customer.id}/history`);
    await olive.page.getByText('Listened to a voicemail message').waitFor();
    await olive.keep('phone-history');
    expect(olive.complaints()).toEqual([]);
  });
});
