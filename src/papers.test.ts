import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readTree } from './tidy/tree.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const papers = readTree().filter((one) => one.path.endsWith('.md'));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

type Broken = { readonly paper: string; readonly link: string };

/** Relative links of a paper that lead nowhere: to a file that is not there, or to a heading that it does not have. */
function brokenLinks(path: string, text: string): readonly Broken[] {
  const prose = text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');
  const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '');
  return links.filter((link) => !/^[a-z]+:/.test(link) && !leadsSomewhere(path, link)).map((link) => ({ paper: path, link }));
}

function leadsSomewhere(from: string, link: string): boolean {
  const [file = '', heading] = link.split('#');
  const target = file === '' ? from : normalize(join(dirname(from), file));
  if (!existsSync(join(root, target))) return false;
  return heading === undefined || headingsOf(read(target)).includes(heading);
}

/** As code hosts make addresses of headings: small letters, spaces to dashes, the rest dropped. */
function headingsOf(text: string): readonly string[] {
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map((match) => match[1] ?? '');
  return headings.map((one) =>
    one
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}

describe('the papers', () => {
  it('were found', () => {
    expect(papers.map((one) => one.path)).toEqual(
      expect.arrayContaining(['README.md', 'GLOSSARY.md', 'docs/operating/settings.md']),
    );
    expect(papers.length).toBeGreaterThan(20);
  });

  it('have no broken relative link', () => {
    expect(papers.flatMap(({ path, text }) => brokenLinks(path, text))).toEqual([]);
  });

  it('begin with one title each', () => {
    const titles = (text: string) => text.replace(/^```[\s\S]*?^```/gm, '').match(/^# .+$/gm)?.length ?? 0;
    expect(papers.filter(({ text }) => titles(text) !== 1 || !text.startsWith('# ')).map((one) => one.path)).toEqual([]);
  });

  it('a broken link would be found', () => {
    const text =
      'See [a](no-such-file.md), [b](README.md#no-such-heading), `[c](code.md)`, [d](https://example.org) and [e](LICENSE).';
    expect(brokenLinks('paper.md', text).map((one) => one.link)).toEqual(['no-such-file.md', 'README.md#no-such-heading']);
  });
});

describe('the settings', () => {
  const names = (text: string): readonly string[] => [...new Set(text.match(/\b(?:VSPPANEL_[A-Z_]+|DATABASE_URL)\b/g))].sort();
  const config = read('src/config.ts');
  const [forOperators = '', forParts = ''] = config.split('export function partConfig');

  it('all stand in docs/operating/settings.md, and no others', () => {
    const table = read('docs/operating/settings.md').match(/^\| `[A-Z_]+`[^|]*/gm) ?? [];
    expect(names(table.join('\n'))).toEqual(names(forOperators));
    expect(names(forOperators).length).toBeGreaterThan(8);
  });

  it('are named right in every paper', () => {
    const known = names(forOperators + forParts);
    const unknown = papers.flatMap(({ path, text }) =>
      names(text)
        .filter((name) => !known.includes(name))
        .map((name) => `${path}: ${name}`),
    );
    expect(unknown).toEqual([]);
  });
});
