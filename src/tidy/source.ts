/** One file of the tree, its path counted from the project's folder. */
export type SourceFile = { readonly path: string; readonly text: string };

export const isCode = ({ path }: SourceFile): boolean => /\.(?:ts|tsx|mjs)$/.test(path);

const isTest = ({ path }: SourceFile): boolean => /\.test\.tsx?$/.test(path);

export const isBelow = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`);

export function product(files: readonly SourceFile[]): readonly SourceFile[] {
  return files.filter((one) => isCode(one) && !isTest(one));
}

/** `isType`: the link disappears when the types are stripped. `isLazy`: loaded when it is needed, so it makes no circle. */
export type Link = { readonly to: string; readonly isType: boolean; readonly isLazy: boolean };

/** What is linked: files of ours by their path, packages as `npm:name`, parts of Node as `node:name`. */
export function linksOf({ path, text }: SourceFile): readonly Link[] {
  const fixed = [...text.matchAll(/^(?:import|export)\b(?<type> type\b)?(?:[^;'"`]*?\bfrom)? '(?<to>[^']+)'/gm)];
  const lazy = [...text.matchAll(/\bimport\('(?<to>[^']+)'\)/g)];
  return [...fixed, ...lazy].map((match, index) => ({
    to: target(path, match.groups?.to ?? ''),
    isType: match.groups?.type !== undefined,
    isLazy: index >= fixed.length,
  }));
}

/** Comments and quoted strings become blanks, lines stay where they are. Templates stay, for the code inside them. */
export function codeOnly(text: string): string {
  const tokens =
    /\/\/.*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`|(?<=[(,=:[!&|?{;]\s*)\/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//g;
  return text.replace(tokens, (token) => (token.startsWith('`') ? token : token.replace(/[^\n]/g, ' ')));
}

/** A function's first line (1-based) and how many lines it has. */
export type FunctionSpan = { readonly line: number; readonly lines: number };

/**
 * The functions of a file that the formatter has laid out: one opens on a line that ends with a bracket and ends at the next
 * line of the same indent that closes it. Comparing indents is exact on formatted code, and `biome check` sees to that.
 */
export function functionsOf(text: string): readonly FunctionSpan[] {
  const lines = text.split('\n');
  const opens = /^\s*(?:export )?(?:async )?(?:function\b|(?:const|let) \w+.*(?:=>|\()|.*=> ?[{(]$|(?:async )?\w+\(.*\).*\{$)/;
  return lines.flatMap((line, index) => {
    if (!opens.test(line) || !/[{(]$/.test(line) || /^\s*(?:if|for|while|switch|return)\b/.test(line)) return [];
    const indent = /^\s*/.exec(line)?.[0] ?? '';
    const closes = new RegExp(`^${indent}[})\\]](?!.*[{(]$)`);
    const length = lines.slice(index + 1).findIndex((later) => closes.test(later));
    return length < 0 ? [] : [{ line: index + 1, lines: length + 2 }];
  });
}

/** Rings of files that need each other to be loaded, each once, as `a → b → a`. */
export function circlesOf(files: readonly SourceFile[]): readonly string[] {
  const next = new Map(
    files.map((file) => [file.path, linksOf(file).flatMap((one) => (one.isType || one.isLazy ? [] : [one.to]))]),
  );
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const seenAt = trail.indexOf(path);
    if (seenAt >= 0) found.push([...trail.slice(seenAt), path].join(' → '));
    if (seenAt >= 0 || done.has(path)) return;
    for (const to of next.get(path) ?? []) visit(to, [...trail, path]);
    done.add(path);
  };
  for (const path of next.keys()) visit(path, []);
  return found;
}

function target(from: string, specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  if (!specifier.startsWith('.')) return `npm:${/^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier}`;
  const parts = from.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}
