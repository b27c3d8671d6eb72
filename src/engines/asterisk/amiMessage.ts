/** One message of Asterisk's manager interface: header → value. Repeated headers are joined with line breaks. */
export type AmiMessage = Readonly<Record<string, string>>;

export type AmiHeaders = Readonly<Record<string, string | number | readonly string[]>>;

/** One action as bytes for the socket. Throws TypeError on a value that would end its line: headers cannot be smuggled in. */
export function encodeAmi(headers: AmiHeaders): string {
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    (Array.isArray(value) ? (value as readonly string[]) : [String(value)]).map((one) => {
      if (/[\r\n\0]/.test(one) || !/^[A-Za-z]+$/.test(name)) throw new TypeError(`the AMI header ${name} cannot hold this value`);
      return `${name}: ${one}\r\n`;
    }),
  );
  return `${lines.join('')}\r\n`;
}

/** Cuts a growing text into whole messages and the unfinished rest. The greeting, and any line without a colon, is none of a message's. */
export function decodeAmi(text: string): { readonly messages: readonly AmiMessage[]; readonly rest: string } {
  const blocks = text.split('\r\n\r\n');
  const rest = blocks.pop() ?? '';
  return { messages: blocks.map(decodeBlock), rest };
}

function decodeBlock(block: string): AmiMessage {
  const message = new Map<string, string>();
  for (const line of block.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon < 1) continue;
    const name = line.slice(0, colon);
    const value = line.slice(colon + 1).trim();
    const known = message.get(name);
    message.set(name, known === undefined ? value : `${known}\n${value}`);
  }
  return Object.fromEntries(message);
}
