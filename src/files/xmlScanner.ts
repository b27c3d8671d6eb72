/** What a scanner tells while it passes through a document; names come without their namespace. */
export type XmlListener = {
  /** An opening tag; an empty element is closed right after. */
  readonly open: (name: string, attributes: string) => void;
  readonly close: (name: string) => void;
  /** Text between tags, with its entities as they stand. May come in parts. */
  readonly text: (text: string) => void;
};

/**
 * Passes through XML piece by piece, as office programs write it (ECMA-376 is plain XML 1.0). No document type, no entities of
 * its own, nothing is fetched: `<!…>` and `<?…?>` are passed over.
 */
export function xmlScanner(listener: XmlListener): { readonly push: (text: string) => void } {
  let rest = '';
  return {
    push: (piece) => {
      const text = rest === '' ? piece : rest + piece;
      let at = 0;
      for (;;) {
        const start = text.indexOf('<', at);
        if (start < 0) break;
        const end = text.indexOf('>', start);
        if (end < 0) break;
        if (start > at) listener.text(text.slice(at, start));
        tag(listener, text, start + 1, end);
        at = end + 1;
      }
      rest = text.slice(at);
      if (rest.length > 1_000_000) throw new RangeError('a part of the document has no end');
    },
  };
}

function tag(listener: XmlListener, text: string, from: number, end: number): void {
  const first = text.charCodeAt(from);
  if (first === 33 || first === 63) return; // '!' and '?'
  if (first === 47) {
    listener.close(bare(text.slice(from + 1, end).trimEnd())); // '/'
    return;
  }
  const isEmpty = text.charCodeAt(end - 1) === 47;
  const inside = text.slice(from, isEmpty ? end - 1 : end);
  const space = inside.search(/\s/);
  const name = bare(space < 0 ? inside : inside.slice(0, space));
  listener.open(name, space < 0 ? '' : inside.slice(space));
  if (isEmpty) listener.close(name);
}

const bare = (name: string): string => name.slice(name.indexOf(':') + 1);

/** The value of an attribute; undefined when it is not there. */
export function attribute(attributes: string, name: string): string | undefined {
  const value = new RegExp(`(?:^|\\s)(?:\\w+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return value ? plainText(value[1] ?? value[2] ?? '') : undefined;
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Text with its entities, and with the characters that spreadsheets write as _x000D_ (ECMA-376 §22.9.2.19). */
export function plainText(text: string): string {
  const whole = text.includes('&') ? text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi, entity) : text;
  return whole.includes('_x')
    ? whole.replace(/_x([\dA-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : whole;
}

function entity(whole: string, hex: string | undefined, decimal: string | undefined, name: string | undefined): string {
  if (name !== undefined) return named[name] ?? whole;
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}
