import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { paperManual } from '../src/web/panel/help/paper.ts';
import { root } from './steps.ts';

// npm run manual: writes the manual of the panel to docs/manual, and removes pages that it no longer has.
const folder = join(root, 'docs', 'manual');
const papers = paperManual();
mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) if (!papers.has(name)) rmSync(join(folder, name));
for (const [name, text] of papers) writeFileSync(join(folder, name), text);
process.stdout.write(`${papers.size} pages written to docs/manual\n`);
