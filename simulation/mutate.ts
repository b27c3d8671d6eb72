import { pick } from './random.ts';

/** Changes bytes as accidents and attackers do: flips, cuts, doubles, swaps, splices with others, puts in what parsers stumble over. */
export function mutate(random: () => number, bytes: Buffer, others: readonly Buffer[]): Buffer {
  let changed = bytes;
  for (let times = 1 + pick(random, 4); times > 0; times -= 1)
    changed = mutations[pick(random, mutations.length)]?.(random, changed, others) ?? changed;
  return changed.subarray(0, 60_000);
}

type Mutation = (random: () => number, bytes: Buffer, others: readonly Buffer[]) => Buffer;

const splice = (bytes: Buffer, from: number, to: number, put: Buffer): Buffer =>
  Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(to)]);
const place = (random: () => number, bytes: Buffer): number => pick(random, bytes.length + 1);

const stumbles: readonly Buffer[] = [
  ...[
    '\r\n',
    '\r\n\r\n',
    '\0',
    '%00',
    '%n%s',
    '"',
    '<',
    '>',
    ';',
    ',,',
    ':',
    '@',
    '\\',
    '\t ',
    '\x7f\xff',
    '-1',
    '99999999999999999999',
  ],
  ...[
    'Content-Length: 4294967295\r\n',
    'Via: SIP/2.0/UDP [::1]:0;branch=\r\n',
    'sip:',
    'tel:+',
    '[',
    ']',
    '*',
    'a'.repeat(3000),
    '('.repeat(500),
  ],
].map((text) => Buffer.from(text, 'latin1'));

const mutations: readonly Mutation[] = [
  (random, bytes) => {
    const copy = Buffer.from(bytes);
    for (let times = 1 + pick(random, 8); times > 0; times -= 1) copy[pick(random, copy.length)] = pick(random, 256);
    return copy;
  },
  (random, bytes) => bytes.subarray(0, place(random, bytes)),
  (random, bytes) => {
    const from = place(random, bytes);
    return splice(bytes, from, Math.min(bytes.length, from + pick(random, 60)), Buffer.alloc(0));
  },
  (random, bytes) => {
    const from = place(random, bytes);
    const part = bytes.subarray(from, from + pick(random, 200));
    return splice(bytes, from, from, Buffer.concat(Array<Buffer>(1 + pick(random, 20)).fill(part)));
  },
  (random, bytes) => {
    const at = place(random, bytes);
    return splice(bytes, at, at, stumbles[pick(random, stumbles.length)] ?? Buffer.alloc(0));
  },
  (random, bytes, others) => {
    const other = others[pick(random, others.length)] ?? bytes;
    return splice(bytes, place(random, bytes), bytes.length, other.subarray(place(random, other)));
  },
];
