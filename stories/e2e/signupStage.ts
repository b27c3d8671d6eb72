import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { withConnection } from '../../src/db/connection.ts';
import { rows, sql } from '../../src/db/sql.ts';
import { furnish } from '../../src/testing/accounts.ts';
import { startTestPanel, type TestPanel } from '../../src/testing/panel.ts';
import { findTool } from '../../src/testing/tools.ts';
import { patience, startBrowser } from './browser.ts';

const webFolder = join(import.meta.dirname, '..', '..', 'dist', 'web');
export const hasBrowser = findTool('chromium') !== null && existsSync(join(webFolder, 'index.html'));

/** A panel on a port of its own, set up, with a browser; its clock can be moved, unlike an instance's. */
export type SignupStage = {
  readonly panel: TestPanel;
  readonly base: string;
  readonly browser: Browser;
  readonly ask: <Row>(statement: ReturnType<typeof sql>) => Promise<readonly Row[]>;
  /** A window of an Administrator. */
  readonly signedIn: (options?: Parameters<Browser['newContext']>[0]) => Promise<BrowserContext>;
  readonly close: () => Promise<void>;
};

export async function signupStage(): Promise<SignupStage> {
  const panel = await startTestPanel({ webFolder });
  await furnish(panel.context);
  const base = await panel.server.listen({ host: '127.0.0.1', port: 0 });
  Object.assign(panel.door, { publicUrl: base });
  const browser = await startBrowser();
  const ask: SignupStage['ask'] = (statement) => withConnection(panel.context.pool, (tx) => rows(tx, statement));
  await ask(sql`update setting set company_name = 'Example Voice', set_up_at = now()`);
  return {
    ...{ panel, base, browser, ask },
    signedIn: async (options = {}) => {
      const context = await browser.newContext({ baseURL: base, viewport: { width: 1400, height: 1000 }, ...options });
      context.setDefaultTimeout(patience);
      const [, ...value] = (await panel.signIn('administrator')).split('=');
      // Signed in without a network; in a browser the cookie is named after the port.
      const name = `vsppanel_${new URL(base).port}`;
      await context.addCookies([{ name, value: value.join('='), url: base, sameSite: 'Strict' }]);
      return context;
    },
    close: async () => {
      await browser.close();
      await panel.close();
    },
  };
}

/** A page of the operator's own site, on another origin than the panel's. Its text may be filled in later. */
export async function otherSite(policy?: string) {
  const page = { body: '' };
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (policy) response.setHeader('content-security-policy', policy);
    response.end(`<!doctype html><html lang="en"><title>Shop</title><h1>Shop</h1>${page.body}`);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const close = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return { page, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
