import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SignupFieldName, signupFieldNames } from '../../src/core/accounts/signupForm.ts';
import { sql } from '../../src/db/sql.ts';
import { addTestForm, signupFields } from '../../src/testing/signup.ts';
import { patience } from './browser.ts';
import { hasBrowser, otherSite, type SignupStage, signupStage } from './signupStage.ts';

let stage: SignupStage;
beforeAll(async () => {
  if (hasBrowser) stage = await signupStage();
});
afterAll(() => stage?.close());

const all = signupFields(signupFieldNames, ['email']);
const sample: Readonly<Record<SignupFieldName, string>> = {
  ...{ title: 'Dr', firstName: 'Zoë', middleInitial: 'Q', lastName: "O'Neill & Söhne", company: 'Ünïcode <GmbH>' },
  ...{ dateOfBirth: '1980-02-29', email: 'zoe@example.com', phone: '+61 2 9999 0000', mobile: '+61 400 000 000' },
  ...{ fax: '+61 2 9999 0001', address1: '1 "High" Street', address2: 'Flat 2', city: 'Köln', state: 'NSW', postcode: '2000' },
  ...{ country: 'DE', taxId: '51 824 753 556', language: 'de', timeZone: 'Europe/Berlin', reference: 'R-1' },
  message: 'First line\nשלום 👋',
};
const { message, ...details } = sample;

async function fill(page: Page): Promise<void> {
  for (const [name, value] of Object.entries(sample)) {
    const control = page.locator(`[name="${name}"]`);
    if (await control.evaluate((element) => element.tagName === 'SELECT')) await control.selectOption(value);
    else await control.fill(value);
  }
}

async function storedOf(formId: bigint) {
  type Stored = { sent: Record<string, string>; details: Record<string, string>; message: string; site: string };
  const [one] = await stage.ask<Stored>(
    sql`select sent, details, message, site from signup_submission where form_id = ${formId}`,
  );
  return one;
}

async function serious(page: Page): Promise<readonly string[]> {
  // Legacy mode looks at this page alone: a frame that may run no script, such as the preview, would be waited for in vain.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' … ')}`);
}

describe.skipIf(!hasBrowser)('a form on the operator’s own site', () => {
  test('plain HTML, posted by a browser from another origin, arrives with every field', async () => {
    const site = await otherSite();
    const { id, code } = await addTestForm(stage.panel.context, { fields: all, allowedSites: [site.origin] });
    const cookie = await stage.panel.signIn('administrator');
    site.page.body = (await stage.panel.ask('GET', `/signup-forms/${id}`, { cookie })).json().htmlSnippet;
    const page = await stage.browser.newPage();
    page.setDefaultTimeout(patience);
    await page.goto(site.origin);
    await fill(page);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.waitForURL(`${stage.base}/signup/${code}/thanks`);
    const stored = await storedOf(id);
    expect(stored).toMatchObject({ site: site.origin, details, message });
    // As sent: a browser ends the lines of a text area with CR LF (WHATWG HTML §4.10.22.8), fields come in the form's order.
    expect(stored?.sent).toEqual({ ...sample, message: message.replaceAll('\n', '\r\n'), leave_empty: undefined });
    expect(Object.keys(stored?.sent ?? {})).toEqual(signupFieldNames);
    await page.close();
    await site.close();
  });

  test('the small script, under a strict content policy, solves its puzzle, shows faults at fields and thanks in place', async () => {
    const { id, code } = await addTestForm(stage.panel.context, { fields: all, heading: 'Join <us>' });
    const site = await otherSite(`default-src 'none'; script-src ${stage.base}; connect-src ${stage.base}`);
    site.page.body = `<script src="${stage.base}/signup/${code}.js" async></script>`;
    await stage.ask(sql`update signup_form set allowed_sites = ${[site.origin]} where id = ${id}`);
    const page = await stage.browser.newPage();
    page.setDefaultTimeout(patience);
    await page.goto(site.origin);
    await page.getByRole('heading', { name: 'Join <us>' }).waitFor();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Please fill this in.').waitFor();
    expect(await page.locator('[name="email"]').getAttribute('aria-invalid')).toBe('true');
    expect(await serious(page)).toEqual([]);
    await fill(page);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
    expect(await storedOf(id)).toMatchObject({ site: site.origin, details, message });
    await page.close();
    await site.close();
  });

  test('the small script on a site that is not listed leads to the hosted page', async () => {
    const { code } = await addTestForm(stage.panel.context);
    const site = await otherSite();
    site.page.body = `<script src="${stage.base}/signup/${code}.js" async></script>`;
    const page = await stage.browser.newPage();
    page.setDefaultTimeout(patience);
    await page.goto(site.origin);
    await page.getByRole('link', { name: `${stage.base}/signup/${code}` }).click();
    await page.getByRole('button', { name: 'Send' }).waitFor();
    await page.close();
    await site.close();
  });
});

describe.skipIf(!hasBrowser)('the hosted page', () => {
  test.each(['light', 'dark'] as const)(
    'in %s: no serious fault of accessibility, no sideways scrolling on a small phone',
    async (colorScheme) => {
      const look = { intro: 'x'.repeat(200), logoText: 'W'.repeat(60), accentColour: '#ffe600' };
      const { code } = await addTestForm(stage.panel.context, { fields: all, ...look });
      const context = await stage.browser.newContext({ colorScheme, viewport: { width: 360, height: 700 } });
      const page = await context.newPage();
      page.setDefaultTimeout(patience);
      await page.goto(`${stage.base}/signup/${code}`);
      expect(await serious(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
      await context.close();
    },
  );

  test('by keyboard alone, without script: the trap is never met, and the form arrives', async () => {
    const { id, code } = await addTestForm(stage.panel.context);
    const context = await stage.browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    await page.goto(`${stage.base}/signup/${code}`);
    stage.panel.passTime(3000);
    for (const text of ['Kay', 'Board', 'kay@example.com', '', 'Hello']) {
      await page.keyboard.press('Tab');
      if (text !== '') await page.keyboard.type(text);
    }
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
    const kay = { firstName: 'Kay', lastName: 'Board', email: 'kay@example.com' };
    expect(await storedOf(id)).toMatchObject({ details: kay, message: 'Hello', site: 'hosted' });
    await context.close();
  });
});

describe.skipIf(!hasBrowser)('the generator', () => {
  test('shows what is typed in the preview, saves, and the page is there; no serious fault of accessibility', async () => {
    const context = await stage.signedIn();
    const page = await context.newPage();
    await page.goto('/signup-forms/new');
    await page.getByLabel('Name', { exact: true }).fill('Website');
    await page.getByLabel('Heading').fill('Become <b>a customer</b>');
    const preview = page.frameLocator('iframe[title="Preview of the signup page"]');
    await preview.getByRole('heading', { name: 'Become <b>a customer</b>' }).waitFor();
    await page.getByRole('button', { name: 'Move E-mail up' }).click();
    expect(await serious(page)).toEqual([]);
    await page.getByRole('button', { name: 'Add form' }).click();
    await page.getByRole('heading', { name: 'Website' }).waitFor();
    const [form] = await stage.ask<{ code: string; names: string[] }>(
      sql`select code, array(select f ->> 'name' from jsonb_array_elements(fields) f) as names
            from signup_form
           where name = 'Website'`,
    );
    expect(form?.names.slice(0, 3)).toEqual(['firstName', 'email', 'lastName']);
    await page.goto(`/signup/${form?.code}`);
    await page.getByRole('heading', { name: 'Become <b>a customer</b>' }).waitFor();
    await context.close();
  });
});
