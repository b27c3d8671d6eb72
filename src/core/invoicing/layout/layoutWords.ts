import type { LayoutData } from './layoutData.ts';
import { textTags } from './layoutTags.ts';

const anyTag = /\{([a-z][a-z0-9_]*)\}/g;

/** The first tag in a plain text (subject or body of an e-mail) that is not known; undefined when all are. */
export function wordsProblem(text: string): string | undefined {
  for (const [, name = ''] of text.matchAll(anyTag))
    if (!Object.hasOwn(textTags, name) || name === 'logo') return `There is no tag {${name}}. Help with tags has the list.`;
  return /\{(?![a-z][a-z0-9_]*\})/.test(text) ? 'A tag is not closed, or a brace begins none.' : undefined;
}

/** A plain text with its tags filled in, each once: a value that looks like a tag stays as it is. */
export function fillWords(text: string, data: LayoutData): string {
  return text.replace(anyTag, (whole, name: string) => textTags[name]?.value(data) ?? whole);
}
