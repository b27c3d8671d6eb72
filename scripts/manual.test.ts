import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readTree } from '../src/tidy/tree.ts';
import { isTopic } from '../src/web/panel/help/manual.ts';
import { paperManual } from '../src/web/panel/help/paper.ts';
import { root } from './steps.ts';

const folder = join(root, 'docs', 'manual');

it('the manual on paper says what the panel says: run `npm run manual` after a change', () => {
  const onDisk = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  expect([...onDisk.keys()].sort()).toEqual([...paperManual().keys()].sort());
  for (const [name, text] of paperManual()) expect(onDisk.get(name), name).toBe(text);
});

it('no link of the panel into the manual misses', () => {
  const links = readTree()
    .filter(({ path }) => path.startsWith('src/web/') && !path.includes('.test.'))
    .flatMap(({ text }) => [...text.matchAll(/["'`]\/help([#/][\w-]*)(?:#[\w-]+)?["'`]/g)]);
  expect(links.length).toBeGreaterThan(3);
  expect(links.filter(([, topic = '']) => !topic.startsWith('/') || !isTopic(topic.slice(1))).map(([link]) => link)).toEqual([]);
});
