/** A run of text with one meaning. */
export type Run =
  | { readonly kind: 'plain' | 'bold' | 'code' | 'key'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly target: string };

const marks = /\*\*(?<bold>[^*]+)\*\*|`(?<code>[^`]+)`|\[\[(?<key>[^\]]+)\]\]|\[(?<words>[^\]]+)\]\((?<target>[#/h][^)\s]*)\)/g;

/** Reads the marks of a manual's text. What is no mark is plain. */
export function readRuns(text: string): readonly Run[] {
  const runs: Run[] = [];
  let end = 0;
  for (const match of text.matchAll(marks)) {
    if (match.index > end) runs.push({ kind: 'plain', text: text.slice(end, match.index) });
    runs.push(runOf(match.groups ?? {}));
    end = match.index + match[0].length;
  }
  if (end < text.length) runs.push({ kind: 'plain', text: text.slice(end) });
  return runs;
}

function runOf({ bold, code, key, words = '', target = '' }: Readonly<Record<string, string | undefined>>): Run {
  if (bold !== undefined) return { kind: 'bold', text: bold };
  if (code !== undefined) return { kind: 'code', text: code };
  if (key !== undefined) return { kind: 'key', text: key };
  return { kind: 'link', text: words, target };
}

/** The words alone, for searching. */
export const plainText = (text: string): string =>
  readRuns(text)
    .map((run) => run.text)
    .join('');
