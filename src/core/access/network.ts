/**
 * The network that an address belongs to, for counting: an IPv4 /24 or an IPv6 /64, the smallest that a provider gives to one
 * customer. IPv4 inside IPv6 (RFC 4291 §2.5.5.2) counts as IPv4. What is no address is a network of its own.
 */
export function networkOf(address: string): string {
  const inside = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  const quad = /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(inside)?.[1];
  if (quad !== undefined) return `${quad}.0/24`;
  return address.includes(':') ? `${firstGroups(address).join(':')}::/64` : address;
}

/** The first four of the eight groups, without leading zeros. */
function firstGroups(address: string): readonly string[] {
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups =
    tail === undefined ? left : [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return groups.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''));
}
