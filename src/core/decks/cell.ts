/** What a cell says, or what is wrong with it, in a full sentence. */
export type CellReading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

export const said = <T>(value: T): CellReading<T> => ({ ok: true, value });
export const faulty = (problem: string): { readonly ok: false; readonly problem: string } => ({ ok: false, problem });

const plain = /^[!-&(-~](?:[ -~]*[!-~])?$/;
const invisible = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;
const spaces = /[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
const dashes = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g;
const fullWidth = /[\uff01-\uff5e]/g;

/**
 * The text of a cell without what nobody sees or means: space around it, the apostrophe that makes a spreadsheet keep text,
 * invisible characters, odd spaces and dashes, full-width digits. Nothing else: "34²" must not become 342.
 */
export function cellText(raw: string): string {
  if (raw === '' || plain.test(raw)) return raw;
  const text = raw
    .replace(invisible, '')
    .replace(spaces, ' ')
    .replace(dashes, '-')
    .replace(fullWidth, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .trim();
  return text.startsWith("'") ? text.slice(1).trimStart() : text;
}

/** A cell as a message repeats it: short, and on one line. */
export function quoted(text: string): string {
  const line = text.replace(/\p{Cc}/gu, ' ');
  return `"${line.length > 40 ? `${line.slice(0, 39)}…` : line}"`;
}
