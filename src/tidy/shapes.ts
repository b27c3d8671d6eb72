import { functionsOf, isBelow, product, type SourceFile } from './source.ts';

const linesMax = { file: 300, function: 70, component: 120 } as const;

export function longFile({ path, text }: SourceFile): readonly string[] {
  const lines = text.trimEnd().split('\n').length;
  return lines > linesMax.file ? [`${path}: ${lines} lines, at most ${linesMax.file}; two ideas live here`] : [];
}

export function longFunctions({ path, text }: SourceFile): readonly string[] {
  const most = path.endsWith('.tsx') ? linesMax.component : linesMax.function;
  return functionsOf(text)
    .filter(({ lines }) => lines > most)
    .map(({ line, lines }) => `${path}:${line}: a function of ${lines} lines, at most ${most}`);
}

export function actionFile({ path, text }: SourceFile): readonly string[] {
  if (!/^src\/actions\/\w+\//.test(path)) return [];
  const made = [...text.matchAll(/= action(?:<[\s\S]*?>)?\(/g)].length;
  const named = [...text.matchAll(/^export const (\w+) = action(?:<[\s\S]*?>)?\(\s*'[\w.]+',\s*'[\w.]+',/gm)].map(
    (match) => match[1],
  );
  if (made === 0) return [];
  const isRight = made === 1 && named[0] === /(\w+)\.ts$/.exec(path)?.[1];
  return isRight ? [] : [`${path}: one exported action, named like the file, with its name and its permission written out`];
}

export function refusalsWithoutStatus(files: readonly SourceFile[]): readonly string[] {
  const codes = wordsOf(files, 'src/core/base/refusal.ts', /^ {2}(\w+): '/gm);
  const statuses = wordsOf(files, 'src/http/refusals.ts', /^ {2}(\w+):/gm);
  return codes
    .filter((code) => !statuses.includes(code))
    .map((code) => `src/http/refusals.ts: refusal ${code} has no HTTP status`);
}

export function pagesWithoutAccess({ path, text }: SourceFile): readonly string[] {
  const entries = text.split(/^ {2}\{$/m).slice(1);
  return entries
    .filter((entry) => !/^ {4}access: '/m.test(entry))
    .map((entry) => `${path}: page ${/path: '([^']*)'/.exec(entry)?.[1] ?? '?'} says nobody who may open it`);
}

export function wordsNotInGlossary(files: readonly SourceFile[]): readonly string[] {
  const known = new Set(wordsOf(files, 'GLOSSARY.md', /`(\w+)`/g));
  const core = product(files).filter((one) => isBelow(one.path, 'src/core'));
  return core.flatMap(({ path, text }) =>
    [...text.matchAll(/^export type (\w+)/gm)]
      .map((match) => match[1] ?? '')
      .filter((word) => !known.has(word))
      .map((word) => `GLOSSARY.md: ${word} of ${path} is not explained`),
  );
}

function wordsOf(files: readonly SourceFile[], path: string, word: RegExp): readonly string[] {
  const text = files.find((one) => one.path === path)?.text ?? '';
  return [...text.matchAll(word)].map((match) => match[1] ?? '');
}
