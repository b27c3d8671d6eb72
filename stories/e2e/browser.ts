import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findTool } from '../../src/testing/tools.ts';

/** A person with a browser in front of the panel. */
export type Visitor = {
  readonly page: Page;
  /** Keeps what is on screen under test-results/screens. */
  readonly keep: (name: string) => Promise<void>;
  /** Serious and critical faults that axe finds on the page as it stands, one line each. */
  readonly faults: () => Promise<readonly string[]>;
  /** What the browser complained about since the last time somebody asked: errors of scripts, broken requests. */
  readonly complaints: () => readonly string[];
  readonly leave: () => Promise<void>;
};
export type VisitorOptions = {
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
  /** Signed in as somebody who was there before. */
  readonly like?: Visitor;
};

/** How long a browser waits for what should come, milliseconds: for a busy machine. What never comes fails all the same. */
export const patience = 60_000;

const screens = join(import.meta.dirname, '..', '..', 'test-results', 'screens');
const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

/** A microphone that hums, and calls to this machine's own addresses. */
export const fakeAudio = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
  '--allow-loopback-in-peer-connection',
  '--disable-features=WebRtcHideLocalIpsWithMdns',
];

/** Keeps the page's connections, so that the test can ask what is heard. */
export const keepConnections = `{
  const Plain = window.RTCPeerConnection;
  window.connections = [];
  window.RTCPeerConnection = class extends Plain {
    constructor(...given) { super(...given); window.connections.push(this); }
  };
}`;
/** How much sound has come from the other side; a number that grows while somebody talks. */
export const energyHeard = `(async () => {
  let energy = 0;
  for (const one of window.connections) for (const report of (await one.getStats()).values())
    if (report.type === 'inbound-rtp') energy += report.totalAudioEnergy ?? 0;
  return energy;
})()`;

/** Starts Chromium, Debian's own. */
export function startBrowser(more: readonly string[] = []): Promise<Browser> {
  const executablePath = findTool('chromium');
  if (executablePath === null) throw new Error('There is no Chromium; `npm test` installs it as root.');
  mkdirSync(screens, { recursive: true });
  return chromium.launch({ executablePath, args: [...quiet, '--disable-component-update', '--disable-sync', ...more] });
}

/** Opens a window of an operator in Sydney. */
export async function visit(browser: Browser, panelUrl: string, options: VisitorOptions = {}): Promise<Visitor> {
  const { scheme = 'light', width = 1360, like } = options;
  const context = await browser.newContext({
    baseURL: panelUrl,
    viewport: { width, height: 900 },
    colorScheme: scheme,
    reducedMotion: 'reduce',
    locale: 'en-AU',
    timezoneId: 'Australia/Sydney',
    ...(like && { storageState: await like.page.context().storageState() }),
  });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  const heard: string[] = [];
  listen(context, page, heard);
  return {
    page,
    keep: async (name) => void (await page.screenshot({ path: join(screens, `${name}.png`), fullPage: true })),
    faults: () => faultsOf(page),
    complaints: () => heard.splice(0),
    leave: () => context.close(),
  };
}

function listen(context: BrowserContext, page: Page, heard: string[]): void {
  page.on('pageerror', (error) => heard.push(`script: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') heard.push(`console: ${message.text()}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 400) heard.push(`${response.status()} ${response.request().method()} ${response.url()}`);
  });
}

async function faultsOf(page: Page): Promise<readonly string[]> {
  // A drawer that is still sliding in has no final colours.
  await page.evaluate(movesEnded);
  // In a frame that may run nothing, axe would wait for itself for ever.
  const { violations } = await new AxeBuilder({ page }).exclude('iframe[sandbox=""]').analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' … ')}`);
}

/** Waits in the page for what moves once; what pulses for ever is left alone. */
const movesEnded = `Promise.all(
  document.getAnimations()
    .filter((move) => move.effect?.getComputedTiming().iterations !== Infinity)
    .map((move) => move.finished.catch(() => undefined)),
).then(() => undefined)`;
