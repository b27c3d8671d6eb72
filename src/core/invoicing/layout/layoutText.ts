import { cssProblem } from './layoutCss.ts';
import { isBlockTag, isSection, isTextTag } from './layoutTags.ts';

/** A layout that was read: text as it stands, tags, and sections that are printed when there is something to print. */
export type LayoutPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tag'; readonly name: string }
  | { readonly kind: 'section'; readonly name: string; readonly pieces: readonly LayoutPiece[] };

/** What is wrong in a layout, and where; both from 1. */
export type LayoutFault = { readonly line: number; readonly column: number; readonly message: string };
export type ReadLayout =
  | { readonly ok: true; readonly pieces: readonly LayoutPiece[] }
  | { readonly ok: false; readonly fault: LayoutFault };

/** Comment, style sheet, HTML tag, tag of ours, or text: the longest that begins here. Style sheets keep their braces. */
const token =
  /(?<comment><!--[\s\S]*?(?:-->|$))|(?<style><style\b[^>]*>(?<css>[\s\S]*?)<\/style\s*>)|(?<html><[a-zA-Z/!](?:"[^"]*"|'[^']*'|[^<>"'])*>)|(?<brace>\{)|(?<text>[^<{]+|<)/y;
const ownTag = /\{([#/]?)([a-z][a-z0-9_]*)\}/y;
const unclosedTag = /\{[#/]?[a-z0-9_]+/iy;
const logo = /(\ssrc=["'])\{logo\}(?=["'])/;

type Open = { readonly name: string; readonly at: number; readonly pieces: LayoutPiece[] };
/** Thrown and caught in this file. */
type Stop = { readonly at: number; readonly message: string };

/**
 * Reads a layout strictly: a tag that is not known or not closed, a section that is not, and whatever a style sheet would fetch are
 * faults. Tags stand in text; in an attribute only `src="{logo}"`, so that no value of a customer becomes an address or a style.
 */
export function readLayout(source: string): ReadLayout {
  const root: Open = { name: '', at: 0, pieces: [] };
  const open: Open[] = [root];
  for (let at = 0; at < source.length; ) {
    const step = readToken(source, at, open);
    if ('message' in step) return { ok: false, fault: { ...placeOf(source, step.at), message: step.message } };
    at = step.end;
  }
  const last = open.at(-1);
  if (last !== undefined && last !== root)
    return {
      ok: false,
      fault: { ...placeOf(source, last.at), message: `The section {#${last.name}} is not closed: {/${last.name}} is missing.` },
    };
  return { ok: true, pieces: root.pieces };
}

function readToken(source: string, at: number, open: Open[]): Stop | { readonly end: number } {
  token.lastIndex = at;
  const { comment, style, css, html, brace, text } = token.exec(source)?.groups ?? {};
  if (brace !== undefined) return readTag(source, at, open);
  const whole = comment ?? style ?? html ?? text ?? '';
  if (comment === undefined) {
    const problem = style !== undefined ? styleStop(whole, css ?? '', at) : html !== undefined ? htmlStop(html, at) : undefined;
    if (problem) return problem;
    const parts = html === undefined ? [whole] : withLogo(html);
    for (const part of parts)
      open.at(-1)?.pieces.push(part === logoMark ? { kind: 'tag', name: 'logo' } : { kind: 'text', text: part });
  }
  return { end: at + whole.length };
}

const logoMark = '{logo}';
function withLogo(html: string): readonly string[] {
  const match = logo.exec(html);
  if (!match) return [html];
  const start = match.index + (match[1]?.length ?? 0);
  return [html.slice(0, start), logoMark, html.slice(start + logoMark.length)];
}

function styleStop(whole: string, css: string, at: number): Stop | undefined {
  const problem = cssProblem(css);
  return problem && { at: at + whole.indexOf(css) + problem.at, message: problem.message };
}

function htmlStop(html: string, at: number): Stop | undefined {
  const bare = html.replace(logo, (whole, before: string) => `${before}${' '.repeat(whole.length - before.length)}`);
  const brace = bare.indexOf('{');
  if (brace >= 0)
    return {
      at: at + brace,
      message: 'A tag cannot stand inside an HTML tag, but for src="{logo}" of an image. Write it between them.',
    };
  const attribute = /\sstyle\s*=\s*(["']?)([\s\S]*)/i.exec(html);
  const problem = attribute && cssProblem(attribute[2] ?? '');
  return problem ? { at: at + attribute.index + problem.at, message: problem.message } : undefined;
}

function readTag(source: string, at: number, open: Open[]): Stop | { readonly end: number } {
  ownTag.lastIndex = at;
  const match = ownTag.exec(source);
  if (!match) return { at, message: unclosedWords(source, at) };
  const [whole, mark, name = ''] = match;
  const here = open.at(-1);
  if (mark === '/') {
    if (here === undefined || open.length === 1 || here.name !== name)
      return {
        at,
        message: `{/${name}} closes nothing that is open here${open.length > 1 ? `: {#${here?.name}} is open` : ''}.`,
      };
    open.pop();
    open.at(-1)?.pieces.push({ kind: 'section', name, pieces: here.pieces });
  } else if (mark === '#') {
    if (!isSection(name)) return { at, message: `There is no section {#${name}}. Help with tags has the list.` };
    open.push({ name, at, pieces: [] });
  } else {
    if (!isTextTag(name) && !isBlockTag(name)) return { at, message: `There is no tag {${name}}. Help with tags has the list.` };
    if (name === 'logo') return { at, message: 'The logo is an image: write <img src="{logo}" alt="">.' };
    here?.pieces.push({ kind: 'tag', name });
  }
  return { end: at + whole.length };
}

function unclosedWords(source: string, at: number): string {
  unclosedTag.lastIndex = at;
  const begun = unclosedTag.exec(source)?.[0];
  if (begun === undefined) return 'This brace begins no tag. For a brace in the text write {open_brace}.';
  if (source[at + begun.length] === '}') return `There is no tag ${begun}}: tags are written in small letters.`;
  return `The tag ${begun.slice(0, 60)} is not closed: its } is missing.`;
}

function placeOf(source: string, at: number): { readonly line: number; readonly column: number } {
  const before = source.slice(0, at);
  return { line: before.split('\n').length, column: at - before.lastIndexOf('\n') };
}
