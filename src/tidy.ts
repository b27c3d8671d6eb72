import {
  clockReaders,
  environmentReaders,
  meetings,
  plainSpeakers,
  rightwardLinks,
  strayLinks,
  unguardedLinks,
} from './tidy/layers.ts';
import {
  actionFile,
  longFile,
  longFunctions,
  pagesWithoutAccess,
  refusalsWithoutStatus,
  wordsNotInGlossary,
} from './tidy/shapes.ts';
import { circlesOf, codeOnly, isBelow, isCode, product, type SourceFile } from './tidy/source.ts';

export type Rule = { readonly name: string; readonly check: (files: readonly SourceFile[]) => readonly string[] };

/** Every house rule that a machine can check, with the sentence that the offender reads. */
export const rules: readonly Rule[] = [
  { name: 'layers', check: (files) => product(files).flatMap(strayLinks) },
  { name: 'guarded files', check: (files) => product(files).flatMap(unguardedLinks) },
  { name: 'core looks left', check: (files) => product(files).flatMap(rightwardLinks) },
  { name: 'strangers', check: (files) => product(files).flatMap(meetings) },
  {
    name: 'no circles',
    check: (files) => circlesOf(files.filter(isCode)).map((ring) => `${ring}: a circle; move what both need below both`),
  },
  { name: 'file length', check: (files) => files.filter(isCode).flatMap(longFile) },
  { name: 'function length', check: (files) => product(files).flatMap(longFunctions) },
  {
    name: 'pure core',
    check: pattern(
      ['src/core'],
      /Date\.now\(|new Date\(\)|Math\.random\(|\bprocess\.|\bconsole\.|\basync\b|\bawait\b/,
      'core decides with values; hand it in as an argument',
    ),
  },
  {
    name: 'environment',
    check: pattern(allBut(environmentReaders), /process\.env\b/, 'only src/config.ts reads the environment'),
  },
  {
    name: 'clock',
    check: pattern(
      allBut(clockReaders),
      /Date\.now\(|new Date\(\)/,
      'the time is an argument; main.ts and calls.ts read the clock',
    ),
  },
  {
    name: 'no any',
    check: pattern(
      everywhere,
      /(?::|\bas|[<|&]) any\b|<any\b|\bany\[\]/,
      'say what it is; `unknown` and a check where nobody knows',
    ),
  },
  {
    name: 'no default export',
    check: pattern((path) => !/\.config\.ts$/.test(path), /^export default\b/, 'export it by its name'),
  },
  {
    name: 'erasable TypeScript',
    check: pattern(
      everywhere,
      /^\s*(?:export )?(?:declare )?(?:const )?(?:enum|namespace) \w+ ?\{|^\s*@\w+(?:\(|$)/,
      'no enums, namespaces or decorators: a table of words or a function',
    ),
  },
  {
    name: 'no classes',
    check: pattern(
      (path) => !['src/core/base/refusal.ts'].includes(path),
      /^(?:export )?(?:abstract )?class \w/,
      'a type and functions; only Refusal and a socket with a life are classes',
    ),
  },
  {
    name: 'no barrels',
    check: (files) =>
      files
        .filter(isCode)
        .filter((one) => /^export (?:type )?(?:\*|\{[^}]*\}) .*from/m.test(one.text))
        .map((one) => `${one.path}: re-exports; link the file itself`),
  },
  {
    name: 'statements',
    check: pattern(allBut(plainSpeakers), /\.query\(/, 'SQL lives in src/db, written with the sql template'),
  },
  {
    name: 'statements in tables',
    check: pattern(['src/db/tables', 'src/db/reads'], /\.query\(/, 'use rows() or row() with the sql template'),
  },
  { name: 'one action a file', check: (files) => product(files).flatMap(actionFile) },
  { name: 'refusals have a status', check: refusalsWithoutStatus },
  {
    name: 'pages have a permission',
    check: (files) => files.filter((one) => one.path === 'src/web/panel/pages.tsx').flatMap(pagesWithoutAccess),
  },
  { name: 'glossary', check: wordsNotInGlossary },
];

/** Everything that breaks a house rule, one sentence each. Pure: files in, complaints out. */
export function tidy(files: readonly SourceFile[]): readonly string[] {
  return rules.flatMap((rule) => rule.check(files).map((complaint) => `[${rule.name}] ${complaint}`));
}

function everywhere(): boolean {
  return true;
}

function allBut(places: readonly string[]) {
  return (path: string): boolean => !places.some((place) => isBelow(path, place));
}

/** Lines of the product's code on which `wrong` stands. */
function pattern(where: readonly string[] | ((path: string) => boolean), wrong: RegExp, remedy: string): Rule['check'] {
  const isMeant = typeof where === 'function' ? where : (path: string) => where.some((place) => isBelow(path, place));
  return (files) =>
    product(files)
      .filter((one) => isMeant(one.path))
      .flatMap((one) =>
        codeOnly(one.text)
          .split('\n')
          .flatMap((line, index) => (wrong.test(line) ? [`${one.path}:${index + 1}: ${remedy}`] : [])),
      );
}
