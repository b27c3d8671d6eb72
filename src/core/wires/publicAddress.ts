/** The bytes of an IP address, 4 or 16; undefined for what is no address as PostgreSQL or a resolver would write it. */
export function addressBytes(text: string): readonly number[] | undefined {
  return text.includes(':') ? sixBytes(text) : fourBytes(text);
}

function fourBytes(text: string): readonly number[] | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return undefined;
  const bytes = text.split('.').map(Number);
  const isPlain = text.split('.').every((part) => part === '0' || !part.startsWith('0'));
  return isPlain && bytes.every((byte) => byte < 256) ? bytes : undefined;
}

function sixBytes(text: string): readonly number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head = [], tail] = halves.map(groupBytes);
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  if (tail === undefined) return head.length === 16 ? head : undefined;
  const missing = 16 - head.length - tail.length;
  return missing >= 2 ? [...head, ...Array<number>(missing).fill(0), ...tail] : undefined;
}

/** Groups of hexadecimal digits; the last may be an IPv4 address (RFC 4291 §2.2). */
function groupBytes(text: string): readonly number[] | undefined {
  if (text === '') return [];
  const groups = text.split(':');
  const bytes = groups.map((group, index) => {
    if (index === groups.length - 1 && group.includes('.')) return fourBytes(group);
    if (!/^[0-9a-f]{1,4}$/i.test(group)) return undefined;
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 255];
  });
  return bytes.every((one) => one !== undefined) ? bytes.flat() : undefined;
}

/** An address as text and how many of its leading bits count. */
type Network = readonly [address: string, bits: number];

/** What is not somebody's machine on the internet: IANA, IPv4 Special-Purpose Address Registry (RFC 6890), multicast and reserved. */
const closedFour: readonly Network[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  // Azure answers its machines' questions about themselves here, outside all private ranges.
  ['168.63.129.16', 32],
];

/** Only global unicast is open (RFC 4291 §2.4), less what it has of special purpose: tunnels, documentation, benchmarks. */
const openSix: Network = ['2000::', 3];
const closedSix: readonly Network[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
];

/**
 * True for an address that belongs to a machine on the internet. Everything else is closed: private, loopback, link-local,
 * shared (CGNAT), multicast, reserved, the addresses at which clouds tell their machines secrets, and every IPv6 form that
 * carries an IPv4 address (mapped, NAT64, 6to4, Teredo), whatever that is.
 */
export function isPublicAddress(text: string): boolean {
  const bytes = addressBytes(text);
  if (bytes === undefined) return false;
  if (bytes.length === 4) return !closedFour.some((network) => isWithin(bytes, network));
  return isWithin(bytes, openSix) && !closedSix.some((network) => isWithin(bytes, network));
}

function isWithin(bytes: readonly number[], [base, bits]: Network): boolean {
  const begin = addressBytes(base) ?? [];
  return bytes.every((byte, index) => {
    const counted = Math.min(8, Math.max(0, bits - index * 8));
    const mask = (0xff << (8 - counted)) & 0xff;
    return (byte & mask) === ((begin[index] ?? 0) & mask);
  });
}

/** True when both are the same address, however it is written. */
export function isSameAddress(one: string, other: string): boolean {
  const [a, b] = [addressBytes(one), addressBytes(other)];
  return a !== undefined && b !== undefined && a.length === b.length && a.every((byte, index) => byte === b[index]);
}
