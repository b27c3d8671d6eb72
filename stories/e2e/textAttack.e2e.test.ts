import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Instance, startInstance } from '../../src/testing/instance.ts';
import { password } from '../../src/testing/operator.ts';
import { findTool } from '../../src/testing/tools.ts';
import { type AttackStage, setAttackStage } from './attackStage.ts';
import { attackTexts } from './attackTexts.ts';
import { patience, startBrowser } from './browser.ts';

/** Somebody who walks through the panel, and everything that ran, was asked for or was stopped on the way. */
type Walker = { readonly context: BrowserContext; readonly page: Page; readonly hits: string[] };

/** The tabs of an account, and how many of the texts each shows at least: a list begins with 50 rows, the overview with the last few. */
const tabs: readonly (readonly [tab: string, texts: number])[] = [
  ['/phones', attackTexts.length],
  ['/edit', attackTexts.length],
  ['/notes', attackTexts.length],
  ['/calls', 45],
  ['/money', 45],
  ['/history', 5],
  ['', 10],
];
/** A text as a page shows it: white space in a row counts as one. */
const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();

describe.skipIf(findTool('chromium') === null)('texts in every field (quality.md e4, short form)', () => {
  let instance: Instance;
  let browser: Browser;
  let stage: AttackStage;
  let guarded: Walker;
  beforeAll(async () => {
    [instance, browser] = await Promise.all([startInstance({ withCalls: false }), startBrowser()]);
    stage = await setAttackStage(instance);
    guarded = await walker({ bypassCSP: false });
  });
  afterAll(async () => {
    await browser?.close();
    await instance?.stop();
  });

  async function walker({ bypassCSP }: { readonly bypassCSP: boolean }): Promise<Walker> {
    const context = await browser.newContext({ baseURL: instance.panelUrl, bypassCSP, viewport: { width: 1360, height: 900 } });
    context.setDefaultTimeout(patience);
    const hits: string[] = [];
    await context.exposeFunction('hit', (what: unknown) => hits.push(`ran: ${String(what)}`));
    await context.addInitScript(
      `addEventListener('securitypolicyviolation', (event) => hit('stopped by the policy: ' + event.violatedDirective + ' ' + event.sample + event.blockedURI))`,
    );
    context.on('request', (request) => request.url().includes('hit-image') && hits.push(`asked for: ${request.url()}`));
    context.on('page', (page) => page.on('dialog', (dialog) => void dialog.dismiss()));
    const page = await context.newPage();
    page.on('dialog', (dialog) => hits.push(`dialog: ${dialog.message()}`));
    page.on('pageerror', (error) => hits.push(`broken: ${error.message}`));
    await page.goto('/accounts');
    await page.getByLabel('User name').fill('olive');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Accounts', level: 1 }).waitFor();
    return { context, page, hits };
  }

  /** Goes there without loading the panel again and waits until the page shows what it must; gives all its text and typed values. */
  async function textAt({ page }: Walker, path: string, isThere: (text: string) => boolean): Promise<string> {
    await page.evaluate(
      `history.pushState({}, '', ${JSON.stringify(path)}); dispatchEvent(new PopStateEvent('popstate', { state: {} }))`,
    );
    let text = '';
    const look = async () => {
      text = plain(String(await page.evaluate(wholeText)));
      return isThere(text);
    };
    await expect.poll(look, { message: `${path} shows its texts to the letter` }).toBe(true);
    return text;
  }
  /** Loads a page that has nothing particular to show. */
  async function open({ page }: Walker, path: string): Promise<void> {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.locator('[aria-busy=true], .mantine-Skeleton-root').first().waitFor({ state: 'detached' });
  }
  /** How many of the texts stand there to the letter, cut as their field cuts them. */
  const shownIn = (text: string, maximum: number) =>
    attackTexts.filter((one) => text.includes(plain(one.slice(0, maximum)))).length;
  const most = (text: string) => shownIn(text, 60) >= 45;
  async function walkTabs(who: Walker): Promise<void> {
    for (const [tab, texts] of tabs)
      await textAt(who, `/accounts/${stage.galleryId}${tab}`, (text) => shownIn(text, 60) >= texts);
  }
  const scriptLinks = ({ page }: Walker) =>
    page.evaluate(`[...document.querySelectorAll('a[href], form[action], iframe, object, embed')]
      .filter((one) => !['http:', 'https:', 'mailto:', 'tel:'].includes(new URL(one.href ?? one.action ?? 'x:').protocol)).length`);

  it('would notice a text that runs: with the policy as a violation, without it as a run', async () => {
    const naive = await walker({ bypassCSP: true });
    for (const { page } of [guarded, naive])
      await page.evaluate(`document.body.insertAdjacentHTML('beforeend', '<img src="/hit-image-planted" onerror="hit(7)">')`);
    await expect.poll(() => naive.hits).toContain('ran: 7');
    await expect.poll(() => guarded.hits.join()).toContain('stopped by the policy: script-src');
    await expect.poll(() => guarded.hits.join()).toContain('asked for:');
    await guarded.page.evaluate(`document.body.insertAdjacentHTML('beforeend', '<a href="javascript:hit()">x</a>')`);
    expect(await scriptLinks(guarded)).toBe(1);
    await naive.context.close();
    await guarded.page.reload();
    guarded.hits.splice(0);
  });

  it('on the account with all texts each tab shows them to the letter and runs none', async () => {
    await walkTabs(guarded);
    expect(await scriptLinks(guarded)).toBe(0);
    expect(guarded.hits).toEqual([]);
  });

  it('so do all lists and the pages of calls, packages, staff and settings', async () => {
    for (const path of [
      '/billing-packages',
      '/providers',
      '/routes',
      '/users',
      '/api-keys',
      `/billing-packages/${stage.packageId}`,
    ])
      await textAt(guarded, path, most);
    for (const path of ['/', '/calls/attack-1', '/calls/attack-13', '/price-check', '/settings/defaults', '/accounts/new'])
      await open(guarded, path);
    await textAt(guarded, '/calls', most);
    expect(await scriptLinks(guarded)).toBe(0);
    expect(guarded.hits).toEqual([]);
  });

  it('so does the account of each text, also where no policy stands in the way', async () => {
    const naive = await walker({ bypassCSP: true });
    const half = Math.ceil(stage.accountIds.length / 2);
    const walk = async (who: Walker, from: number, to: number) => {
      for (let index = from; index < to; index++) {
        const shown = plain(attackTexts[index]?.slice(0, 100) ?? '');
        await textAt(who, `/accounts/${stage.accountIds[index]}`, (text) => text.includes(`${shown} ${shown}`));
      }
    };
    await Promise.all([walk(guarded, 0, half), walk(naive, half, stage.accountIds.length)]);
    for (const path of ['/accounts', '/calls', '/users']) await textAt(naive, path, most);
    await walkTabs(naive);
    expect([await scriptLinks(guarded), await scriptLinks(naive)]).toEqual([0, 0]);
    expect([...guarded.hits, ...naive.hits]).toEqual([]);
    await naive.context.close();
  });

  it('the exported list holds no cell that a spreadsheet would compute', async () => {
    await textAt(guarded, '/accounts', most);
    const [file] = await Promise.all([
      guarded.page.waitForEvent('download'),
      guarded.page.getByRole('button', { name: 'Export CSV' }).click(),
    ]);
    const cells = cellsOf(readFileSync(await file.path(), 'utf8').replace(/^\uFEFF/, ''));
    const live = (cell: string) => /^[=+\-@\t\r]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell);
    expect(live(attackTexts.find((text) => text.startsWith('=')) ?? '')).toBe(true);
    expect(cells.filter(live)).toEqual([]);
    expect(cells).toContain('\'=HYPERLINK("http://127.0.0.1:9/","x")');
    expect(guarded.hits).toEqual([]);
  });
});

/** All text of the page that is not code, and all values of its fields; in the page. */
const wholeText = `(() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest('style, script, noscript')) texts.push(walker.currentNode.data);
  return [texts.join(''), ...[...document.querySelectorAll('input, textarea')].map((one) => one.value)].join(' ');
})()`;

/** The cells of a CSV text (RFC 4180). */
function cellsOf(text: string): readonly string[] {
  return [...text.matchAll(/(?:^|,|\r\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)].map(([, quoted, bare]) =>
    quoted === undefined ? (bare ?? '') : quoted.replace(/""/g, '"'),
  );
}
