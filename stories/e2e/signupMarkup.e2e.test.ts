import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SignupFieldName, signupFieldNames } from '../../src/core/accounts/signupForm.ts';
import { sql } from '../../src/db/sql.ts';
import { addTestForm, signupFields } from '../../src/testing/signup.ts';
import { hasBrowser, type SignupStage, signupStage } from './signupStage.ts';

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

let stage: SignupStage;
beforeAll(async () => {
  if (hasBrowser) stage = await signupStage();
});
afterAll(() => stage?.close());

const all = signupFields(signupFieldNames, ['email']);
describe.skipIf(!hasBrowser)('markup that strangers send', () => {
  /** Without the content policy: only that text stays text protects here. */
  async function guarded(context: BrowserContext): Promise<{ readonly page: Page; readonly hits: string[] }> {
    const hits: string[] = [];
    await context.exposeFunction('hit', () => hits.push('hit'));
    const page = await context.newPage();
    page.on('dialog', (dialog) => void dialog.dismiss().then(() => hits.push('dialog')));
    return { page, hits };
  }

  test('would run if it were shown as HTML: the trap of this test works', async () => {
    const context = await stage.browser.newContext({ bypassCSP: true });
    const { page, hits } = await guarded(context);
    for (const payload of payloads.slice(0, 12)) await page.setContent(`<p>${payload}</p>`, { waitUntil: 'load' });
    await expect.poll(() => hits.length).toBeGreaterThan(8);
    await context.close();
  });

  test('stays text in the queue, in the history, on its page, and on the account that it becomes', async () => {
    const limits = { addressHour: 1000, formHour: 1000, formDay: 1000 };
    const { code } = await addTestForm(stage.panel.context, { fields: all, allowedSites: [stage.base], limits });
    const context = await stage.signedIn({ bypassCSP: true });
    const { page, hits } = await guarded(context);
    for (const [index, payload] of payloads.entries()) {
      const { token } = await tokenOf(code);
      const email = `p${index}@example.com`;
      const fields = { ...hostile(payload), email, [payload]: payload, form_token: token };
      const answer = await stage.panel.server.inject({
        method: 'POST',
        url: `/signup/${code}`,
        remoteAddress: `10.0.0.${index}`,
        headers: {
          host: new URL(stage.base).host,
          'content-type': 'application/x-www-form-urlencoded',
          'user-agent': payload.replace(/[^\x20-\x7e]/g, ''),
        },
        payload: new URLSearchParams(fields).toString(),
      });
      expect([payload, answer.statusCode]).toEqual([payload, 303]);
    }
    const ids = await stage.ask<{ id: bigint }>(
      sql`select id from signup_submission where email like 'p%@example.com' order by id`,
    );
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
    await page.waitForURL(/\/accounts\/\d+$/);
    await page.goto(`${page.url()}/notes`);
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
    return { ...Object.fromEntries(free.map((name) => [name, line])), message: payload };
  }

  async function tokenOf(code: string): Promise<{ token: string }> {
    const { body } = await stage.panel.server.inject({ url: `/signup/${code}`, headers: { host: new URL(stage.base).host } });
    stage.panel.passTime(2500);
    return { token: /name="form_token" value="([^"]+)"/.exec(body)?.[1] ?? '' };
  }
});
