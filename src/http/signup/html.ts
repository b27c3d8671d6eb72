/** Text that is HTML already; everything else that goes into the template is escaped. */
export type Html = { readonly html: string };
type Part = Html | string | number | readonly Html[];

/** Builds HTML: each `${value}` is escaped for text and for quoted attributes, unless this template made it. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: strings.reduce((text, next, index) => text + partText(parts[index - 1] ?? '') + next) };
}

/** The HTML when `is` holds, else nothing. */
export function when(is: boolean, part: () => Html): Html {
  return is ? part() : { html: '' };
}

function partText(part: Part): string {
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return 'html' in part ? part.html : part.map((one) => one.html).join('');
}

/** WHATWG HTML §13.1.2: what may not stand in text or in a quoted attribute value. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
