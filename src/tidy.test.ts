import { spawnSync } from 'node:child_process';
import { copyFileSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { codeOnly, functionsOf, isCode, type SourceFile } from './tidy/source.ts';
import { readTree } from './tidy/tree.ts';
import { rules, tidy } from './tidy.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const lines = (count: number, text: string): string => Array(count).fill(text).join('\n');
/** A template with this code inside it. */
const template = (code: string): string => `\`http://a \${${code}}\``;
const file = (path: string, ...text: string[]): SourceFile => ({ path, text: `${text.join('\n')}\n` });

describe('the tree', () => {
  const files = readTree();

  it('keeps every house rule', () => {
    expect(tidy(files)).toEqual([]);
  });

  // A checker that saw nothing would also be content.
  it('was seen whole', () => {
    const there = globSync('{src,scripts,bench,simulation,stories}/**/*.{ts,tsx,mjs}', { cwd: root });
    expect(there.filter((path) => !files.some((one) => one.path === path))).toEqual([]);
    expect(files.filter(isCode).length).toBeGreaterThan(200);
    expect(files.filter((one) => one.path.startsWith('src/core/')).length).toBeGreaterThan(30);
  });
});

/** For each rule, files that break it, and the words that its complaint must hold. */
const breaches: readonly (readonly [rule: string, complaint: string, ...files: SourceFile[]])[] = [
  ['layers', 'src/core/calls/a.ts: may not use npm:pg', file('src/core/calls/a.ts', "import pg from 'pg';")],
  ['layers', 'may not use node:fs', file('src/core/calls/a.ts', "import { readFileSync } from 'node:fs';")],
  ['layers', 'may not use src/db/tables/a.ts', file('src/web/panel/a.tsx', 'import {', '  a,', "} from '../../db/tables/a.ts';")],
  ['layers', 'may not use src/db/tables/a.ts', file('src/http/endpoints/a.ts', "import { a } from '../../db/tables/a.ts';")],
  ['layers', 'may not use src/engines/engine.ts', file('src/jobs/a.ts', "import { a } from '../engines/engine.ts';")],
  ['layers', 'may not use the types of src/web/api.ts', file('src/jobs/a.ts', "import type { A } from '../web/api.ts';")],
  ['layers', 'may not use src/actions/money/topUp.ts', file('src/memory/a.ts', "await import('../actions/money/topUp.ts');")],
  ['layers', 'may not use src/http/server.ts', file('src/db/a.ts', "import '../http/server.ts';")],
  ['layers', 'stands in no layer', file('src/helpers/a.ts', 'export const a = 1;')],
  ['guarded files', 'may not use src/vault/cards.ts', file('src/main.ts', "import { a } from './vault/cards.ts';")],
  [
    'guarded files',
    'may not use src/vault/openCard.ts',
    file('src/actions/cards/a.ts', "import { a } from '../../vault/openCard.ts';"),
  ],
  ['guarded files', 'may not use src/vault/dataKey.ts', file('src/cli/a.ts', "await import('../vault/dataKey.ts');")],
  [
    'guarded files',
    'may not use src/actions/cards/openCard.ts',
    file('src/jobs/a.ts', "import { a } from '../actions/cards/openCard.ts';"),
  ],
  ['core looks left', 'src/core/base/a.ts: may not use', file('src/core/base/a.ts', "import { b } from '../calls/b.ts';")],
  ['core looks left', 'has no place in coreOrder', file('src/core/weather/a.ts', 'export const a = 1;')],
  ['strangers', 'asterisk does not know', file('src/engines/asterisk/a.ts', "import { b } from '../kamailio/b.ts';")],
  ['strangers', 'panel does not know', file('src/web/panel/a.tsx', "import { b } from '../portal/b.tsx';")],
  [
    'no circles',
    'src/core/base/a.ts → src/core/base/b.ts → src/core/base/a.ts',
    file('src/core/base/a.ts', "import { b } from './b.ts';"),
    file('src/core/base/b.ts', "import { a } from './a.ts';"),
  ],
  ['file length', '301 lines', file('src/core/base/a.ts', lines(301, '// a'))],
  ['file length', '301 lines', file('src/core/base/a.test.ts', lines(301, '// a'))],
  ['function length', 'src/jobs/a.ts:2: a function of 71', file('src/jobs/a.ts', '', 'function a() {', lines(69, '  b();'), '}')],
  ['function length', 'of 71', file('src/jobs/a.ts', 'export const a = async (b: B) => {', lines(69, '  b();'), '};')],
  ['function length', 'of 121', file('src/web/kit/A.tsx', 'export function A({', '  b,', '}: B) {', lines(117, '  b();'), '}')],
  [
    'function length',
    'src/jobs/a.ts:2: a ',
    file('src/jobs/a.ts', 'const a = {', '  b: (c) => {', lines(70, '    d();'), '  },', '};'),
  ],
  ['pure core', 'src/core/base/a.ts:2', file('src/core/base/a.ts', '', 'export const a = () => Date.now();')],
  ['pure core', 'src/core/base/a.ts:1', file('src/core/base/a.ts', 'export async function a() {}')],
  ['pure core', 'src/core/base/a.ts:1', file('src/core/base/a.ts', 'export const a = Math.random();')],
  ['environment', 'src/db/a.ts:1', file('src/db/a.ts', 'const { A } = process.env;')],
  ['environment', 'src/jobs/a.ts:1', file('src/jobs/a.ts', `const a = ${template('process.env.A')};`)],
  ['clock', 'src/actions/money/a.ts:1', file('src/actions/money/a.ts', 'const at = new Date();')],
  ['clock', 'src/http/a.ts:1', file('src/http/a.ts', 'const at = Date.now();')],
  ['no any', 'src/jobs/a.ts:1', file('src/jobs/a.ts', 'const a: any = 1;')],
  ['no any', 'src/jobs/a.ts:1', file('src/jobs/a.ts', 'const a = b as any;')],
  ['no any', 'src/jobs/a.ts:1', file('src/jobs/a.ts', 'const a: A<any> = b;')],
  ['no default export', 'src/jobs/a.ts:1', file('src/jobs/a.ts', 'export default function a() {}')],
  ['erasable TypeScript', 'src/jobs/a.ts:1', file('src/jobs/a.ts', 'export enum A { b }')],
  ['erasable TypeScript', 'src/jobs/a.ts:1', file('src/jobs/a.ts', 'namespace A {', '}')],
  ['erasable TypeScript', 'src/jobs/a.ts:1', file('src/jobs/a.ts', '@sealed', 'class A {}')],
  ['no classes', 'src/jobs/a.ts:1', file('src/jobs/a.ts', 'export class A {}')],
  ['no barrels', 'src/gateways/index.ts', file('src/gateways/index.ts', "export * from './manual/manual.ts';")],
  ['no barrels', 'src/jobs/a.ts', file('src/jobs/a.ts', "export { b } from './b.ts';")],
  ['statements', 'src/http/a.ts:1', file('src/http/a.ts', "await pool.query('select 1');")],
  ['statements in tables', 'src/db/tables/a.ts:1', file('src/db/tables/a.ts', `await tx.query(${template('a')});`)],
  [
    'one action a file',
    'topUp.ts',
    file('src/actions/money/topUp.ts', "export const pay = action<A, B>('a.b', 'a.b', async () => 1);"),
  ],
  [
    'one action a file',
    'topUp.ts',
    file('src/actions/money/topUp.ts', "export const topUp = action('a', 'a', x);", "export const b = action('b', 'b', x);"),
  ],
  ['one action a file', 'topUp.ts', file('src/actions/money/topUp.ts', "export const topUp = action('a', permission, x);")],
  [
    'refusals have a status',
    'refusal no_funds has no HTTP status',
    file('src/core/base/refusal.ts', "  no_rate: 'a',", "  no_funds: 'b',"),
    file('src/http/refusals.ts', '  no_rate: 409,'),
  ],
  [
    'pages have a permission',
    'page /b says nobody',
    file('src/web/panel/pages.tsx', '  {', "    path: '/a',", "    access: 'a',", '  },', '  {', "    path: '/b',", '  },'),
  ],
  [
    'glossary',
    'Grant of src/core/calls/a.ts is not explained',
    file('src/core/calls/a.ts', 'export type Grant = 1;', 'export type Hold = 2;'),
    file('GLOSSARY.md', '| `Hold` | money set aside |'),
  ],
];

describe('each rule', () => {
  for (const [name, complaint, ...files] of breaches)
    it(`${name}: ${complaint}`, () => {
      const rule = rules.find((one) => one.name === name);
      expect(rule?.check(files).join('\n')).toContain(complaint);
    });

  it('has a planted breach', () => {
    expect(rules.map((one) => one.name).filter((name) => !breaches.some(([rule]) => rule === name))).toEqual([]);
  });

  it('is content with what is right', () => {
    const right = [
      file('src/core/base/a.ts', '// Never Date.now() or `any` here', "export const a = 'process.env', b = /new Date\\(\\)/;"),
      file('src/core/calls/b.ts', "import { a } from '../base/a.ts';", "import type { C } from './c.ts';"),
      file('src/core/calls/c.ts', "import { b } from './b.ts';"),
      file('src/jobs/a.ts', "import type { CallEngine } from '../engines/engine.ts';", "import { b } from '../memory/b.ts';"),
      file('src/jobs/b.ts', 'function b() {', lines(68, '  c();'), '}'),
      file('src/web/panel/A.tsx', "import { B } from '../kit/B.tsx';", 'export const A = () => <p>any day, don’t ask</p>;'),
      file(
        'src/actions/money/topUp.ts',
        "export const topUp = action<{ readonly a: A }, B>(\n  'money.top_up',\n  'money.top_up',",
      ),
      file('src/tidy.test.ts', 'const at = Date.now(), a: any = process.env;'),
    ];
    expect(tidy(right)).toEqual([]);
  });
});

describe('reading source', () => {
  it('blanks comments, strings and expressions, and keeps lines', () => {
    expect(codeOnly("a('b'); // c\n/* d\n */ e(/'/, \"f\");")).toBe('a(   );     \n    \n    e(   ,    );');
  });

  it('keeps the code inside templates', () => {
    expect(codeOnly(template('Date.now()'))).toBe(template('Date.now()'));
  });

  it('measures functions inside functions', () => {
    const text = 'function a() {\n  const b = () => {\n    c();\n  };\n  if (d) {\n    e();\n  }\n}\n';
    expect(functionsOf(text)).toEqual([
      { line: 1, lines: 8 },
      { line: 2, lines: 3 },
    ]);
  });
});

// The linter's rule works on types, which it infers by itself: a version that no longer did would pass everything.
it('the linter finds a promise that nobody waits for', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vsppanel-lint-'));
  try {
    copyFileSync(join(root, 'biome.json'), join(folder, 'biome.json'));
    writeFileSync(join(folder, 'b.ts'), 'export async function b(): Promise<number> {\n  return 1;\n}\n');
    writeFileSync(join(folder, 'a.ts'), "import { b } from './b.ts';\n\nexport function a(): void {\n  b();\n}\n");
    const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
    const found = spawnSync(process.execPath, [biome, 'lint', 'a.ts'], { cwd: folder, encoding: 'utf8' });
    expect(found.stdout + found.stderr).toContain('noFloatingPromises');
    expect(found.status).toBe(1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
