import type { Id } from '../../core/base/id.ts';
import type { Instant } from '../../core/base/time.ts';
import type { Work } from '../action.ts';

/**
 * What a shown form carries: when it was made, a number that makes it count once, and how hard its puzzle is. Sealed, so
 * that nobody makes or changes one; bound to the form, so that it is of no use on another.
 * `page`: our hosted page, which runs without script. `script`: the small script, which solves the puzzle.
 */
export type FormToken = {
  readonly kind: 'page' | 'script';
  readonly nonce: string;
  readonly madeAt: Instant;
  readonly bits: number;
};

const binding = (formId: Id): string => `signup form ${formId}`;

export function sealToken(work: Work, formId: Id, token: Omit<FormToken, 'nonce'>): string {
  const nonce = Buffer.from(work.safe.randomBytes(12)).toString('base64url');
  return Buffer.from(work.safe.seal(JSON.stringify({ ...token, nonce }), binding(formId))).toString('base64url');
}

/** The token in this text; undefined when it is not one of ours for this form. */
export function openToken(work: Work, formId: Id, text: string): FormToken | undefined {
  try {
    return JSON.parse(work.safe.open(Buffer.from(text, 'base64url'), binding(formId))) as FormToken;
  } catch {
    // The text came from outside: whatever is wrong with it, it is not a token.
    return undefined;
  }
}
