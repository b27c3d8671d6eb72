import type { LetterText } from '../../core/mail/letter.ts';

/** A letter as its parts; text and HTML are made of the same words. */
type Parts = {
  readonly subject: string;
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  /** Labelled values, such as a user name. */
  readonly facts?: readonly { readonly label: string; readonly value: string }[];
  readonly closing: readonly string[];
};

/** The operator's letters look alike: a greeting, what it is about, values to copy, a closing. */
export function layLetter({ subject, greeting, paragraphs, facts = [], closing }: Parts): LetterText {
  const width = Math.max(0, ...facts.map(({ label }) => label.length)) + 2;
  const lines = facts.map(({ label, value }) => `  ${`${label}:`.padEnd(width)}${value}`);
  const blocks = [greeting, ...paragraphs, ...(lines.length > 0 ? [lines.join('\n')] : []), closing.join('\n')];
  return {
    subject: oneLine(subject),
    text: `${blocks.join('\n\n')}\n`,
    html: htmlOf({ subject, greeting, paragraphs, facts, closing }),
  };
}

function htmlOf({ greeting, paragraphs, facts = [], closing }: Parts): string {
  const rows = facts.map(
    ({ label, value }) =>
      `<tr><th align="left" style="padding:2px 16px 2px 0;font-weight:normal;color:#5f6a7a">${toHtml(label)}</th>` +
      `<td style="font-family:monospace">${toHtml(value)}</td></tr>`,
  );
  return [
    '<!doctype html><html><body style="font-family:sans-serif;font-size:15px;line-height:1.5;color:#161b23">',
    ...[greeting, ...paragraphs].map((one) => `<p>${toHtml(one)}</p>`),
    ...(rows.length > 0 ? [`<table cellspacing="0" cellpadding="0">${rows.join('')}</table>`] : []),
    `<p>${closing.map(toHtml).join('<br>')}</p>`,
    '</body></html>',
  ].join('\n');
}

function toHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').trim();
