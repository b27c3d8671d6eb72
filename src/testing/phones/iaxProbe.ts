import { createHash, randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** A frame that came: its type and subclass (RFC 5456 §8.2), and its information elements. */
export type IaxFrame = { readonly type: number; readonly subclass: number; readonly elements: ReadonlyMap<number, Buffer> };

/** A stranger who speaks IAX2 by hand, from an address of its choice. */
export type IaxProbe = {
  readonly send: (bytes: Uint8Array) => Promise<void>;
  /** One login from its first frame to the answer that ends it; the subclasses that came, in order. Empty: silence. */
  readonly logIn: (what: 'register' | 'call', name: string, secret: string) => Promise<readonly string[]>;
  readonly close: () => void;
};

/** IAX control frames (RFC 5456 §8.4). */
const words: Readonly<Record<number, string>> = {
  ...{ 4: 'ack', 5: 'hangup', 6: 'reject', 7: 'accept', 8: 'authreq', 10: 'inval', 14: 'regauth', 15: 'regack', 16: 'regrej' },
  ...{ 40: 'calltoken' },
};
const subclasses = { new: 1, ack: 4, hangup: 5, authrep: 9, regreq: 13 } as const;
const ends = ['reject', 'accept', 'regack', 'regrej', 'inval'];

export async function openIaxProbe(options: {
  readonly server: number;
  readonly address?: string;
  readonly patienceMilliseconds?: number;
}): Promise<IaxProbe> {
  const { server, address = '127.0.0.1', patienceMilliseconds = 10_000 } = options;
  const socket = createSocket('udp4');
  socket.on('error', () => undefined);
  socket.bind(0, address);
  await once(socket, 'listening');
  const send = (bytes: Uint8Array): Promise<void> =>
    new Promise((resolve) => socket.send(bytes, server, '127.0.0.1', () => resolve()));
  return {
    send,
    close: () => socket.close(),
    logIn: (what, name, secret) =>
      new Promise((resolve) => {
        const own = randomInt(1, 30_000);
        const heard: string[] = [];
        let sent = 0;
        const say = (subclass: number, elements: Buffer, other = 0, isSeen = 0) => {
          const order = sent;
          sent += subclass === subclasses.ack ? 0 : 1;
          void send(iaxFrame({ own, other, order, expected: isSeen, subclass, elements }));
        };
        const end = () => {
          clearTimeout(timer);
          socket.off('message', onMessage);
          resolve(heard);
        };
        const onMessage = (bytes: Buffer) => {
          const frame = readIaxFrame(bytes);
          if (frame?.type !== 6 || (bytes.readUInt16BE(2) & 0x7fff) !== own) return;
          const word = words[frame.subclass] ?? String(frame.subclass);
          const other = bytes.readUInt16BE(0) & 0x7fff;
          const next = ((bytes[8] ?? 0) + 1) & 255;
          if (word === 'ack') return;
          // A frame that is said again because we were slow.
          if (heard.at(-1) !== word) heard.push(word);
          if (word === 'authreq' || word === 'regauth') {
            const challenge = frame.elements.get(15)?.toString('latin1') ?? '';
            const result = element(16, md5(challenge + secret));
            if (what === 'call') say(subclasses.authrep, result, other, next);
            else
              say(subclasses.regreq, Buffer.concat([element(6, name), result, element(19, Buffer.from([0, 60]))]), other, next);
          }
          if (!ends.includes(word)) return;
          say(subclasses.ack, Buffer.alloc(0), other, next);
          if (word === 'accept') say(subclasses.hangup, Buffer.alloc(0), other, next);
          end();
        };
        const timer = setTimeout(end, patienceMilliseconds);
        socket.on('message', onMessage);
        say(what === 'call' ? subclasses.new : subclasses.regreq, what === 'call' ? callElements(name) : registerElements(name));
      }),
  };
}

const registerElements = (name: string): Buffer => Buffer.concat([element(6, name), element(19, Buffer.from([0, 60]))]);
/** Protocol version 2, ulaw. */
const callElements = (name: string): Buffer =>
  Buffer.concat([
    element(11, Buffer.from([0, 2])),
    element(6, name),
    element(1, '0299990000'),
    element(9, Buffer.from([0, 0, 0, 4])),
    element(8, Buffer.from([0, 0, 0, 4])),
  ]);

/** An information element: type, length, value (RFC 5456 §8.6). */
export function element(type: number, value: string | Buffer): Buffer {
  const bytes = Buffer.from(value as string, 'latin1');
  return Buffer.concat([Buffer.from([type, bytes.length & 255]), bytes]);
}

export type IaxFrameParts = {
  readonly own: number;
  readonly other?: number;
  readonly order?: number;
  readonly expected?: number;
  readonly type?: number;
  readonly subclass: number;
  readonly elements: Buffer;
};

/** A full frame (RFC 5456 §8.1.1). */
export function iaxFrame({ own, other = 0, order = 0, expected = 0, type = 6, subclass, elements }: IaxFrameParts): Buffer {
  const header = Buffer.alloc(12);
  header.writeUInt16BE(0x8000 | own, 0);
  header.writeUInt16BE(other, 2);
  header.writeUInt32BE(order * 5, 4);
  header[8] = order;
  header[9] = expected;
  header[10] = type;
  header[11] = subclass;
  return Buffer.concat([header, elements]);
}

/** Undefined: no full frame. */
export function readIaxFrame(bytes: Buffer): IaxFrame | undefined {
  if (bytes.length < 12 || !((bytes[0] ?? 0) & 0x80)) return undefined;
  const elements = new Map<number, Buffer>();
  for (let at = 12; at + 2 <= bytes.length; ) {
    const length = bytes[at + 1] ?? 0;
    elements.set(bytes[at] ?? 0, bytes.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return { type: bytes[10] ?? 0, subclass: bytes[11] ?? 0, elements };
}

const md5 = (text: string): string => createHash('md5').update(text, 'latin1').digest('hex');
