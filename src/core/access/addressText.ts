/** An address or a network, read: as many bits as its family has, the first `bits` of them fixed. */
type Network = { readonly family: 4 | 6; readonly value: bigint; readonly bits: number };

const widths = { 4: 32, 6: 128 } as const;

/**
 * The network that is counted and banned for an address: an IPv4 address alone (/32), an IPv6 /64, the smallest that a customer gets
 * (RFC 6177). IPv4 inside IPv6 (RFC 4291 §2.5.5.2) counts as IPv4. Undefined: this is no address.
 */
export function bannedNetworkOf(address: string): string | undefined {
  const found = readNetwork(address);
  if (!found || address.includes('/')) return undefined;
  return write({ ...found, bits: found.family === 4 ? 32 : 64 });
}

/** An address or network that somebody typed, in one way of writing: `192.0.2.0/24`, `2001:db8::/64`. Undefined: it is none. */
export function plainNetwork(text: string): string | undefined {
  const found = readNetwork(text.trim());
  return found && write(found);
}

/** How many addresses' worth of bits are fixed; undefined: no network. */
export const fixedBits = (text: string): number | undefined => readNetwork(text)?.bits;

/** True when the two have an address in common: the smaller lies inside the larger, or they are the same. */
export function doOverlap(one: string, other: string): boolean {
  const [a, b] = [readNetwork(one), readNetwork(other)];
  if (!a || !b || a.family !== b.family) return false;
  const shift = BigInt(widths[a.family] - Math.min(a.bits, b.bits));
  return a.value >> shift === b.value >> shift;
}

function readNetwork(text: string): Network | undefined {
  const [written = '', bitsText, ...rest] = text.split('/');
  const address = readAddress(written);
  if (!address || rest.length > 0) return undefined;
  const width = widths[address.family];
  const inside = address.isMapped ? 96 : 0;
  if (bitsText !== undefined && !/^\d{1,3}$/.test(bitsText)) return undefined;
  const bits = bitsText === undefined ? width : Number(bitsText) - inside;
  if (bits < 0 || bits > width) return undefined;
  return { family: address.family, value: address.value, bits };
}

type Address = { readonly family: 4 | 6; readonly value: bigint; readonly isMapped?: true };

function readAddress(text: string): Address | undefined {
  if (!text.includes(':')) return readQuad(text);
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(text)?.[1];
  const quad = mapped === undefined ? undefined : readQuad(mapped);
  if (quad) return { ...quad, isMapped: true };
  const value = readGroups(text);
  return value === undefined ? undefined : { family: 6, value };
}

function readQuad(text: string): Address | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) return undefined;
  return { family: 4, value: parts.reduce((sum, part) => (sum << 8n) + BigInt(part), 0n) };
}

/** RFC 4291 §2.2: eight groups, one run of zero groups may be `::`. */
function readGroups(text: string): bigint | undefined {
  const [head = '', tail, ...rest] = text.toLowerCase().split('::');
  if (rest.length > 0) return undefined;
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...left, ...Array<string>(missing).fill('0'), ...right];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/.test(group))) return undefined;
  return groups.reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n);
}

function write({ family, value, bits }: Network): string {
  const shift = BigInt(widths[family] - bits);
  const first = (value >> shift) << shift;
  const address = family === 4 ? writeQuad(first) : writeGroups(first);
  return `${address}/${bits}`;
}

const writeQuad = (value: bigint): string => [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');

/** RFC 5952: lower case, no leading zeros, the longest run of two or more zero groups as `::`, the first of equals. */
function writeGroups(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16));
  const runs = groups.map((_, start) => groups.slice(start).findIndex((group) => group !== '0'));
  const lengths = runs.map((length, start) => (length === -1 ? 8 - start : length));
  const longest = Math.max(...lengths);
  if (longest < 2) return groups.join(':');
  const start = lengths.indexOf(longest);
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + longest).join(':')}`;
}
