import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SignupFieldName, signupFieldNames } from '../../core/accounts/signupForm.ts';
import { withConnection } from '../../db/connection.ts';
import { rows, sql } from '../../db/sql.ts';
import { furnish } from '../../testing/accounts.ts';
import { startTestPanel, type TestPanel } from '../../testing/panel.ts';
import { addTestForm, signupFields } from '../../testing/signup.ts';
import { findTool } from '../../testing/tools.ts';

const program = findTool('chromium');
const webFolder = join(import.meta.dirname, '..', '..', '..', 'dist', 'web');
const hasAll = program !== null && existsSync(join(webFolder, 'index.html'));

/** What reaches staff must stay text. Each says `hit` to the page when it runs. */
const payloads = [
  ...['<script>hit()</script>', '"><script>hit()</script>', "'><script>hit()</script>", '</textarea><script>hit()</script>'],
  ...[
    '</title><script>hit()</script>',
    '</style><script>hit()</script>',
    '--><script>hit()</script>',
    '<img src=x onerror=hit()>',
  ],
  ...['"><img src=x onerror=hit()>', '<svg onload=hit()>', '<svg><script>hit()</script></svg>', '<body onload=hit()>'],
  ...['<iframe srcdoc="<script>parent.hit()</script>">', '<iframe src="javascript:parent.hit()">', 'javascript:hit()'],
  ...[
    '<a href="javascript:hit()" autofocus onfocus=hit()>x</a>',
    '<input autofocus onfocus=hit()>',
    '<details open ontoggle=hit()>',
  ],
  ...[
    '<video src=x onerror=hit()>',
    '<audio src=x onerror=hit()>',
    '<object data="javascript:hit()">',
    '<embed src="javascript:hit()">',
  ],
  ...[
    '<math><mi xlink:href="javascript:hit()">x',
    '<style>@import "javascript:hit()"</style>',
    '{{constructor.constructor("hit()")()}}',
  ],
  ...[
    `\${hit()}`,
    '`;hit();//',
    "';hit();//",
    '\\u003cscript\\u003ehit()\\u003c/script\\u003e',
    '&lt;img src=x onerror=hit()&gt;',
  ],
  ...[
    '<<script>hit()//<</script>',
    '<img src=x onerror\n=hit()>',
    '<ScRiPt>hit()</sCrIpT>',
    '<template><img src=x onerror=hit()></template>',
  ],
  ...[
    '\u202Egnp.exe\u202C <b>bold</b>',
    '=HYPERLINK("http://127.0.0.1:9/x")',
    '<meta http-equiv=refresh content="0;url=javascript:hit()">',
  ],
];

let panel: TestPanel;
let base: string;
let browser: Browser;
const ask = <Row>(statement: ReturnType<typeof sql>) => withConnection(panel.context.pool, (tx) => rows<Row>(tx, statement));

beforeAll(async () => {
  if (!hasAll) return;
  panel = await startTestPanel({ webFolder });
  await furnish(panel.context);
  base = await panel.server.listen({ host: '127.0.0.1', port: 0 });
  Object.assign(panel.door, { publicUrl: base });
  await ask(sql`update setting set company_name = 'Example Voice', set_up_at = now()`);
  browser = await chromium.launch({ executablePath: program ?? '', args: ['--no-sandbox'] });
});
afterAll(async () => {
  await browser?.close();
  await panel?.close();
});

const all = signupFields(signupFieldNames, ['email']);
const sample: Readonly<Record<SignupFieldName, string>> = {
  ...{
    title: 'Dr',
    firstName: 'Zoë',
    middleInitial: 'Q',
    lastName: "O'Neill & Söhne",
    company: 'Ünïcode <GmbH>',
    dateOfBirth: '1980-02-29',
  },
  ...{
    email: 'zoe@example.com',
    phone: '+61 2 9999 0000',
    mobile: '+61 400 000 000',
    fax: '+61 2 9999 0001',
    address1: '1 "High" Street',
  },
  ...{ address2: 'Flat 2', city: 'Köln', state: 'NSW', postcode: '2000', country: 'DE', taxId: '51 824 753 556', language: 'de' },
  ...{ timeZone: 'Europe/Berlin', reference: 'R-1', message: 'First line\nשלום 👋' },
};

/** A page of the operator's own site, on another origin than the panel. */
async function otherSite(
  body: string,
  policy?: string,
): Promise<{ readonly origin: string; readonly close: () => Promise<void> }> {
  const server: Server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (policy) response.setHeader('content-security-policy', policy);
    response.end(`<!doctype html><title>Shop</title><h1>Shop</h1>${body}`);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return { origin: `http://127.0.0.1:${port}`, close };
}

async function fill(page: Page): Promise<void> {
  for (const [name, value] of Object.entries(sample)) {
    const control = page.locator(`[name="${name}"]`);
    if (await control.evaluate((element) => element.tagName === 'SELECT')) await control.selectOption(value);
    else await control.fill(value);
  }
}

async function storedOf(formId: bigint) {
  const [one] = await ask<{ sent: Record<string, string>; details: Record<string, string>; message: string; site: string }>(
    sql`select sent, details, message, site from signup_submission where form_id = ${formId}`,
  );
  return one;
}

async function signedIn(options: Parameters<Browser['newContext']>[0] = {}): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: base, ...options });
  const cookie = (await panel.signIn('administrator')).split('=');
  // The test signs in without a network; a browser's cookie is named after the port.
  await context.addCookies([
    { name: `vsppanel_${new URL(base).port}`, value: cookie.slice(1).join('='), url: base, sameSite: 'Strict' },
  ]);
  return context;
}

async function serious(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter((one) => ['serious', 'critical'].includes(one.impact ?? ''))
    .map((one) => `${one.id}: ${one.nodes[0]?.html}`);
}

describe.skipIf(!hasAll)('a form on the operator’s own site', () => {
  test('plain HTML, posted by a browser, arrives with every field', async () => {
    const site = await otherSite('');
    const { id, code } = await addTestForm(panel.context, { fields: all, allowedSites: [site.origin] });
    await site.close();
    const cookie = await panel.signIn('administrator');
    const { htmlSnippet } = (await panel.ask('GET', `/signup-forms/${id}`, { cookie })).json() as { htmlSnippet: string };
    // The same port again, now with the snippet in the page.
    const server = createServer((_, response) => response.setHeader('content-type', 'text/html; charset=utf-8').end(htmlSnippet));
    await new Promise<void>((done) => server.listen(Number(new URL(site.origin).port), '127.0.0.1', done));
    const page = await browser.newPage({ javaScriptEnabled: true });
    await page.goto(site.origin);
    await fill(page);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.waitForURL(`${base}/signup/${code}/thanks`);
    const stored = await storedOf(id);
    const { message, ...details } = sample;
    expect(stored).toMatchObject({ site: site.origin, details, message });
    // A browser sends line ends of a text area as CR LF (WHATWG HTML §4.10.22.8).
    expect({ ...stored?.sent, message: stored?.sent.message?.replace(/\r\n/g, '\n') }).toMatchObject(sample);
    await page.close();
    server.closeAllConnections();
    server.close();
  });

  test('the small script, under a strict content policy, solves its puzzle, shows faults at fields and thanks in place', async () => {
    const { id, code } = await addTestForm(panel.context, { fields: all, heading: 'Join <us>', language: 'en' });
    const snippet = `<script src="${base}/signup/${code}.js" async></script>`;
    const site = await otherSite(snippet, `default-src 'none'; script-src ${base}; connect-src ${base}`);
    await ask(sql`update signup_form set allowed_sites = ${[site.origin]} where id = ${id}`);
    const page = await browser.newPage();
    await page.goto(site.origin);
    await page.getByRole('heading', { name: 'Join <us>' }).waitFor();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Please fill this in.').waitFor();
    expect(await page.locator('[name="email"]').getAttribute('aria-invalid')).toBe('true');
    await fill(page);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
    const { message, ...details } = sample;
    expect(await storedOf(id)).toMatchObject({ site: site.origin, details, message });
    await page.close();
    await site.close();
  });

  test('the small script on a site that is not listed leads to the hosted page', async () => {
    const { code } = await addTestForm(panel.context);
    const site = await otherSite(`<script src="${base}/signup/${code}.js" async></script>`);
    const page = await browser.newPage();
    await page.goto(site.origin);
    await page.getByRole('link', { name: `${base}/signup/${code}` }).click();
    await page.getByRole('button', { name: 'Send' }).waitFor();
    await page.close();
    await site.close();
  });
});

describe.skipIf(!hasAll)('the hosted page', () => {
  test.each(['light', 'dark'] as const)(
    'in %s: no serious fault of accessibility, no sideways scrolling on a small phone',
    async (colorScheme) => {
      const { code } = await addTestForm(panel.context, {
        fields: all,
        intro: 'x'.repeat(200),
        logoText: 'W'.repeat(60),
        accentColour: '#ffe600',
      });
      const context = await browser.newContext({ colorScheme, viewport: { width: 360, height: 700 } });
      const page = await context.newPage();
      await page.goto(`${base}/signup/${code}`);
      expect(await serious(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
      await context.close();
    },
  );

  test('by keyboard alone, without script: the trap is never met, and the form arrives', async () => {
    const { id, code } = await addTestForm(panel.context);
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${base}/signup/${code}`);
    panel.passTime(3000);
    for (const text of ['Kay', 'Board', 'kay@example.com', '', 'Hello']) {
      await page.keyboard.press('Tab');
      if (text !== '') await page.keyboard.type(text);
    }
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
    expect(await storedOf(id)).toMatchObject({
      details: { firstName: 'Kay', lastName: 'Board' },
      message: 'Hello',
      site: 'hosted',
    });
    await context.close();
  });
});

describe.skipIf(!hasAll)('markup that strangers send', () => {
  /** Without the content policy: only that text stays text protects here. */
  async function guarded(context: BrowserContext): Promise<{ readonly page: Page; readonly hits: string[] }> {
    const hits: string[] = [];
    await context.exposeFunction('hit', () => hits.push('hit'));
    const page = await context.newPage();
    page.on('dialog', (dialog) => void dialog.dismiss().then(() => hits.push('dialog')));
    return { page, hits };
  }

  test('would run if it were shown as HTML: the trap of this test works', async () => {
    const context = await browser.newContext({ bypassCSP: true });
    const { page, hits } = await guarded(context);
    for (const payload of payloads.slice(0, 12)) await page.setContent(`<p>${payload}</p>`, { waitUntil: 'load' });
    await expect.poll(() => hits.length).toBeGreaterThan(8);
    await context.close();
  });

  test('stays text in the queue, in the history, on its page, and on the account that it becomes', async () => {
    const limits = { addressHour: 1000, formHour: 1000, formDay: 1000 };
    const { code } = await addTestForm(panel.context, { fields: all, allowedSites: [base], limits });
    const context = await signedIn({ bypassCSP: true });
    const { page, hits } = await guarded(context);
    for (const [index, payload] of payloads.entries()) {
      const { token } = await tokenOf(code);
      const typed = Object.fromEntries(signupFieldNames.map((name) => [name, payload.slice(0, 100)]));
      const fields = {
        ...typed,
        ...sample,
        ...hostile(payload),
        email: `p${index}@example.com`,
        [payload]: payload,
        form_token: token,
      };
      const answer = await panel.server.inject({
        method: 'POST',
        url: `/signup/${code}`,
        remoteAddress: `10.0.0.${index}`,
        headers: {
          host: new URL(base).host,
          'content-type': 'application/x-www-form-urlencoded',
          'user-agent': payload.replace(/[^\x20-\x7e]/g, ''),
        },
        payload: new URLSearchParams(fields).toString(),
      });
      expect([payload, answer.statusCode]).toEqual([payload, 303]);
    }
    const ids = await ask<{ id: bigint }>(sql`select id from signup_submission where email like 'p%@example.com' order by id`);
    expect(ids).toHaveLength(payloads.length);
    for (const path of ['/new-accounts', '/signup-history?search=example.com']) {
      await page.goto(path);
      await page.getByText(payloads[7]!).first().waitFor();
    }
    for (const [index, { id }] of ids.entries()) {
      await page.goto(`/new-accounts/${id}`);
      const cell = page.getByRole('row', { name: 'Company' }).getByRole('cell');
      await cell.waitFor();
      expect(await cell.textContent()).toBe(payloads[index]?.replaceAll('\n', ' '));
    }
    await page.getByRole('button', { name: 'Approve', exact: true }).click();
    await page.getByRole('button', { name: 'Approve and make the account' }).click();
    await page.getByRole('link', { name: 'Open the account' }).click();
    await page.getByRole('tab', { name: 'Notes' }).click();
    await page.getByText('Signed up through').waitFor();
    expect(hits).toEqual([]);
    expect(await page.evaluate('document.querySelectorAll("iframe, object, embed, [onerror], [onload], [onfocus]").length')).toBe(
      0,
    );
    await context.close();
  });

  /** Fields that take any text. Line ends are for the message alone. */
  function hostile(payload: string): Partial<Record<SignupFieldName, string>> {
    const line = payload.replaceAll('\n', ' ');
    const free = ['firstName', 'lastName', 'company', 'address1', 'address2', 'city', 'state', 'reference'] as const;
    return { ...Object.fromEntries(free.map((name) => [name, line])), company: payload.replaceAll('\n', ' '), message: payload };
  }

  async function tokenOf(code: string): Promise<{ token: string }> {
    const { body } = await panel.server.inject({ url: `/signup/${code}`, headers: { host: new URL(base).host } });
    panel.passTime(2500);
    return { token: /name="form_token" value="([^"]+)"/.exec(body)?.[1] ?? '' };
  }
});

describe.skipIf(!hasAll)('the generator', () => {
  test('shows what is typed in the preview, saves, and the page is there; no serious fault of accessibility', async () => {
    const context = await signedIn({ viewport: { width: 1400, height: 1000 } });
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
    const [form] = await ask<{ code: string; names: string[] }>(
      sql`select code, array(select f ->> 'name' from jsonb_array_elements(fields) f) as names from signup_form where name = 'Website'`,
    );
    expect(form?.names.slice(0, 3)).toEqual(['firstName', 'email', 'lastName']);
    await page.goto(`/signup/${form?.code}`);
    await page.getByRole('heading', { name: 'Become <b>a customer</b>' }).waitFor();
    await context.close();
  });
});
