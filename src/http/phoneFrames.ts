/** A SIP message is far smaller; what is longer is nobody's call. Bytes. */
const messageMax = 64 * 1024;

/** Lets whole frames through; undefined = the connection is to be ended. */
export type FrameGuard = (bytes: Buffer) => Buffer | undefined;

/**
 * Reads the frames that a browser sends (RFC 6455 §5.2) and lets them through as they are, as long as each message is one that
 * `mayPass`. Messages in pieces, binary ones and unmasked frames are no browser's SIP (RFC 7118 §4.2) and end the connection.
 */
export function openFrameGuard(mayPass: (message: string) => boolean): FrameGuard {
  let rest: Buffer = Buffer.alloc(0);
  return (bytes) => {
    rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    let end = 0;
    for (;;) {
      const frame = readFrame(rest.subarray(end));
      if (frame === 'broken' || (frame !== 'incomplete' && frame.text !== undefined && !mayPass(frame.text))) return undefined;
      if (frame === 'incomplete') break;
      end += frame.length;
    }
    const whole = rest.subarray(0, end);
    rest = rest.subarray(end);
    return whole;
  };
}

/** `text` of a message; undefined for close, ping and pong. */
type Frame = { readonly length: number; readonly text: string | undefined };

function readFrame(bytes: Buffer): Frame | 'incomplete' | 'broken' {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return 'incomplete';
  const opcode = first & 0x0f;
  const isControl = opcode >= 8 && opcode <= 10;
  // One piece, no extension, masked, and text or control.
  if ((first & 0xf0) !== 0x80 || (second & 0x80) === 0 || (opcode !== 1 && !isControl)) return 'broken';
  const short = second & 0x7f;
  if (short === 127) return 'broken';
  const lengthEnd = short === 126 ? 4 : 2;
  if (bytes.length < lengthEnd + 4) return 'incomplete';
  const size = short === 126 ? bytes.readUInt16BE(2) : short;
  if (size > messageMax) return 'broken';
  const begin = lengthEnd + 4;
  if (bytes.length < begin + size) return 'incomplete';
  const mask = bytes.subarray(lengthEnd, begin);
  const plain = Buffer.from(bytes.subarray(begin, begin + size).map((byte, at) => byte ^ (mask[at % 4] ?? 0)));
  return { length: begin + size, text: isControl ? undefined : plain.toString('latin1') };
}

/**
 * True when this SIP message can only be meant as one of this login: an answer, or a request with one From (RFC 3261 §8.1.1.3) that
 * names it. Asterisk takes requests of unknown senders by their address, and a customer's address is the panel's own.
 */
export function isSipOf(login: string, message: string): boolean {
  const head = message.split(/\r?\n\r?\n/, 1)[0] ?? '';
  const [start = '', ...lines] = head.split(/\r?\n/);
  if (start === '') return message.trim() === ''; // Keeps the connection open (RFC 5626 §3.5.1).
  // A header that goes on in the next line could hide another.
  if (lines.some((line) => /^\s/.test(line) || line.includes('\r') || line.includes('\0'))) return false;
  // One frame, one message: Asterisk reads what stands behind the body as the next one (RFC 3261 §18.3), whoever it says that it is from.
  const lengths = lines.filter((line) => /^(content-length|l)\s*:/i.test(line));
  const length = /:\s*(\d{1,6})\s*$/.exec(lengths[0] ?? '')?.[1];
  const gap = /\r?\n\r?\n/.exec(message);
  if (lengths.length !== 1 || gap === null || Number(length) !== message.length - gap.index - gap[0].length) return false;
  if (/^SIP\/2\.0 \d{3}( |$)/.test(start)) return true;
  const senders = lines.filter((line) => /^(from|f)\s*:/i.test(line));
  const sender = /^(?:from|f)\s*:\s*(?:"[^"\\]*"\s*)?<sip:([\w-]+)@[^<>"\s]+>(?:;[^<>"]*)?$/i.exec(senders[0] ?? '');
  return senders.length === 1 && sender?.[1] === login;
}
