import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Refusal } from '../core/base/refusal.ts';

const places = [
  ...[
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/snap/bin/chromium',
  ],
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
/** A document of a hundred pages takes some seconds. */
const patienceMilliseconds = 60_000;

/** Where Chromium is installed, if it is. */
export const findChromium = (): string | undefined => places.find((place) => existsSync(place));

/**
 * Prints HTML with headless Chromium: scripts off, no name resolves, every connection goes to a port where nobody listens, and the page's
 * own policy (core/invoicing/layout/renderLayout.ts) lets it load nothing. It has a profile and a folder of its own, which go afterwards.
 * `date` (YYYY-MM-DD) stands in the file in the place of the clock, so that the same HTML gives the same bytes.
 * Refuses with `pdf_failed`.
 */
export async function printHtml(chromium: string, html: string, date: string): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'vsppanel-print-'));
  try {
    await writeFile(join(folder, 'paper.html'), html, { mode: 0o600 });
    await runChromium(chromium, folder);
    return dated(await readFile(join(folder, 'paper.pdf')), date);
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal('pdf_failed', { cause: error });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

function flags(folder: string): readonly string[] {
  return [
    ...['--headless', '--disable-gpu', '--no-first-run', '--no-default-browser-check', '--disable-extensions', '--disable-sync'],
    ...['--disable-background-networking', '--disable-component-update', '--disable-default-apps', '--disable-dev-shm-usage'],
    ...['--disable-breakpad', '--metrics-recording-only', '--mute-audio'],
    ...['--host-resolver-rules=MAP * ~NOTFOUND', '--proxy-server=http://127.0.0.1:1', '--proxy-bypass-list=<-loopback>'],
    ...['--renderer-process-limit=1', '--no-pdf-header-footer', '--generate-pdf-document-outline=0'],
    `--user-data-dir=${join(folder, 'profile')}`,
    `--print-to-pdf=${join(folder, 'paper.pdf')}`,
    // The sandbox of Chromium does not work for root.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    pathToFileURL(join(folder, 'paper.html')).href,
  ];
}

async function runChromium(chromium: string, folder: string): Promise<void> {
  // A process group of its own: what it starts ends with it. It gets nothing of our environment.
  const child = spawn(chromium, flags(folder), {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore'],
    env: { HOME: folder, TMPDIR: folder, LANG: 'C.UTF-8', TZ: 'UTC', PATH: '/usr/bin:/bin' },
  });
  const stop = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  };
  const timer = setTimeout(stop, patienceMilliseconds);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', resolve);
    });
    if (code !== 0) throw new Error(`Chromium ended with ${code ?? 'a signal'}`);
  } finally {
    clearTimeout(timer);
    stop();
  }
}

/** Chromium writes when it printed; the invoice's own date has the same length. */
function dated(pdf: Buffer, date: string): Uint8Array {
  const text = pdf.toString('latin1').replace(/\/(CreationDate|ModDate) \(D:\d{14}/g, `/$1 (D:${date.replaceAll('-', '')}000000`);
  return Buffer.from(text, 'latin1');
}
