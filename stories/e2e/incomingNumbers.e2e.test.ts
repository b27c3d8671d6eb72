import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finishSetup } from '../../src/http/contract/session.ts';
import { type Instance, startInstance } from '../../src/testing/instance.ts';
import { becomeOperator, type Customer, password } from '../../src/testing/operator.ts';
import { findTool } from '../../src/testing/tools.ts';
import { startBrowser, type Visitor, visit } from './browser.ts';

describe.skipIf(findTool('chromium') === null)('incoming numbers in the panel', () => {
  let instance: Instance;
  let browser: Browser;
  let olive: Visitor;
  let customer: Customer;

  beforeAll(async () => {
    [instance, browser] = await Promise.all([startInstance({ withCalls: false }), startBrowser()]);
    const operator = await becomeOperator(instance, [{ prefix: '61', destination: 'Australia', price: '0.08' }]);
    const routeId = await operator.addRoute('All calls', [await operator.addProvider('Carrier', '192.0.2.9', 5060)]);
    customer = await operator.addCustomer({ lastName: 'Rich', routeId });
    await operator.api.call(finishSetup);
    olive = await visit(browser, instance.panelUrl);
    await olive.page.goto('/incoming-numbers');
    await olive.page.getByRole('textbox', { name: 'User name' }).fill('olive');
    await olive.page.getByRole('textbox', { name: 'Password' }).fill(password);
    await olive.page.keyboard.press('Enter');
    await olive.page.getByRole('heading', { name: 'Incoming numbers', level: 1 }).waitFor();
    olive.complaints();
  });
  afterAll(async () => {
    await browser?.close();
    await instance?.stop();
  });

  const dialog = () => olive.page.getByRole('dialog');

  it('names the lines that are wrong, takes them out with one click, and adds the others', async () => {
    const { page } = olive;
    await page.getByText('No incoming numbers yet').waitFor();
    await page.getByRole('button', { name: 'Add numbers' }).first().click();
    const box = dialog().getByRole('textbox', { name: 'Numbers' });
    await box.fill('+61 2 8000 1111\nhello\n(02) 8000 1112\n0280001111');
    await dialog().getByRole('textbox', { name: 'Price a month' }).fill('4.95');
    await dialog().getByRole('button', { name: 'Add numbers' }).click();
    await dialog().getByText('Line 2, “hello”: This is not a phone number.').waitFor();
    await dialog().getByText('Line 4, “0280001111”: The same number as in line 1.').waitFor();
    expect(await olive.faults()).toEqual([]);
    await dialog().getByRole('button', { name: 'Take these 2 lines out' }).click();
    expect(await box.inputValue()).toBe('+61 2 8000 1111\n(02) 8000 1112');
    await dialog().getByRole('button', { name: 'Add numbers' }).click();
    await page.getByRole('cell', { name: '+61280001112', exact: true }).waitFor();
    expect(olive.complaints().every((line) => line.includes('400'))).toBe(true);
    await olive.keep('incoming-numbers');
    expect(await olive.faults()).toEqual([]);
  });

  it('allocates a number from the account, sends its calls elsewhere in the evening, and releases it', async () => {
    const { page } = olive;
    await page.goto(`/accounts/${customer.id}/numbers`);
    await page.getByRole('button', { name: 'Allocate number' }).click();
    await dialog().getByRole('combobox', { name: 'Number' }).click();
    await page.getByRole('option', { name: '+61280001111' }).click();
    await dialog().getByRole('button', { name: 'Allocate' }).click();
    await page.getByRole('cell', { name: 'All phones' }).waitFor();

    await page.getByRole('button', { name: 'Actions for +61280001111' }).click();
    await page.getByRole('menuitem', { name: 'Where calls go' }).click();
    await dialog().getByRole('button', { name: 'Add hours' }).click();
    const evening = dialog().getByRole('group', { name: 'Hours 1' });
    await evening.getByRole('combobox', { name: 'Calls go to' }).click();
    await page.getByRole('option', { name: 'Any other number' }).click();
    await evening.getByRole('textbox', { name: 'Number' }).fill('02 8000 1111');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await evening.getByText('the call would go in a circle').waitFor();
    expect(await olive.faults()).toEqual([]);
    await evening.getByRole('textbox', { name: 'Number' }).fill('0412 345 678');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await page.getByText('Mon–Fri 17:00–09:00: forwarded to 0412345678').waitFor();
    await olive.keep('account-numbers');

    await page.getByRole('button', { name: 'Actions for +61280001111' }).click();
    await page.getByRole('menuitem', { name: 'Release' }).click();
    await dialog().getByText('Rich loses the number at once').waitFor();
    await dialog().getByRole('button', { name: 'Release' }).click();
    await page.getByText('No incoming number', { exact: true }).waitFor();
    await page.goto('/incoming-numbers?state=quarantined');
    await page.getByRole('cell', { name: '+61280001111', exact: true }).waitFor();
    expect(olive.complaints().every((line) => line.includes('400'))).toBe(true);
  });

  it('makes a ring group', async () => {
    const { page } = olive;
    await page.goto(`/accounts/${customer.id}/numbers`);
    await page.getByRole('button', { name: 'Add ring group' }).click();
    await dialog().getByRole('textbox', { name: 'Name' }).fill('Sales');
    const members = dialog()
      .getByRole('combobox', { name: 'Members' })
      .or(dialog().getByRole('textbox', { name: 'Members' }));
    await members.fill(customer.number);
    await members.press('Enter');
    await members.fill('0412345678');
    await members.press('Enter');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await page.getByRole('cell', { name: `${customer.number}, 0412345678` }).waitFor();
    expect(await olive.faults()).toEqual([]);
  });
});
