/**
 * The manual's own form: data, so that the panel and the paper under docs/manual show the same words. Text may hold
 * `**bold**`, `` `code` ``, `[[Key]]` and `[words](target)`; a target is `#topic`, `#topic/section`, `/page` of the panel, or https.
 */
export type ManualPage = {
  readonly title: string;
  /** What the page is for, in a sentence or two. */
  readonly intro: string;
  readonly sections: readonly ManualSection[];
};

/** The address of a section is its title in small letters with dashes. */
export type ManualSection = { readonly title: string; readonly blocks: readonly Block[] };

export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list' | 'steps'; readonly items: readonly string[] }
  | { readonly kind: 'fields'; readonly fields: readonly Field[] }
  | {
      readonly kind: 'table';
      readonly label: string;
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'code'; readonly label: string; readonly lines: readonly string[] }
  | { readonly kind: 'receipt'; readonly receipt: ManualReceipt };

/** One field of a form; `covers` names what it is in http/contract, so that a test finds fields without an entry. */
export type Field = {
  readonly name: string;
  readonly text: string;
  readonly covers: readonly string[];
  readonly receipt?: ManualReceipt;
};

/** A worked price: each step, then what the call costs. */
export type ManualReceipt = { readonly title: string; readonly steps: readonly string[]; readonly total: string };

export const section = (title: string, ...blocks: readonly (Block | string)[]): ManualSection => ({
  title,
  blocks: blocks.map((block) => (typeof block === 'string' ? { kind: 'text', text: block } : block)),
});
export const list = (...items: readonly string[]): Block => ({ kind: 'list', items });
export const steps = (...items: readonly string[]): Block => ({ kind: 'steps', items });
export const fields = (...all: readonly Field[]): Block => ({ kind: 'fields', fields: all });
export const field = (name: string, text: string, ...covers: readonly string[]): Field => ({ name, text, covers });
export const table = (label: string, head: readonly string[], ...rows: readonly (readonly string[])[]): Block => ({
  kind: 'table',
  label,
  head,
  rows,
});
export const code = (label: string, ...lines: readonly string[]): Block => ({ kind: 'code', label, lines });

/** As code hosts make addresses of headings: small letters, spaces to dashes, the rest dropped. */
export const sectionId = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
