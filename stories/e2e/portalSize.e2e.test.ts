import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { buildWeb, isWebStale } from '../../src/supervisor/webBuild.ts';

const root = join(import.meta.dirname, '..', '..');
const web = join(root, 'dist', 'web');
/** Scripts of the first page of the portal, as gzip sends them. Bytes. */
const scriptsMax = 200 * 1024;
/** And its styles: one file for all pages. */
const stylesMax = 45 * 1024;

/** The files that portal.html loads before anything is shown, with their sizes; what pages load later is not among them. */
function firstLoad(ending: string): readonly { readonly name: string; readonly bytes: number }[] {
  const html = readFileSync(join(web, 'portal.html'), 'utf8');
  const names = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, name = '']) => name);
  return names
    .filter((name) => name.endsWith(ending))
    .map((name) => ({ name, bytes: gzipSync(readFileSync(join(web, name)), { level: 9 }).length }));
}
const sum = (files: ReturnType<typeof firstLoad>) => files.reduce((total, { bytes }) => total + bytes, 0);

test('the first page of the portal is small: telephone, QR codes and other pages come when they are wanted', async () => {
  if (isWebStale(root)) await buildWeb(root, () => undefined);
  const scripts = firstLoad('.js');
  expect(scripts.length).toBeGreaterThan(1);
  expect(scripts.filter(({ name }) => /jssip|qrcode|PhoneDock|\/fields-/i.test(name))).toEqual([]);
  expect(sum(scripts), JSON.stringify(scripts)).toBeLessThanOrEqual(scriptsMax);
  expect(sum(firstLoad('.css'))).toBeLessThanOrEqual(stylesMax);
  process.stdout.write(`first load of the portal: ${sum(scripts)} bytes of scripts, ${sum(firstLoad('.css'))} of styles\n`);
});
