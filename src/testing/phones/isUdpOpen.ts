import { readFileSync } from 'node:fs';

/**
 * Has a program opened this UDP port of this address (ours when absent)? Asked of the system (proc(5), /proc/net/udp) and not by opening it
 * ourselves, which would take it from the program that is just about to.
 */
export function isUdpOpen(port: number, address = '127.0.0.1'): boolean {
  const bytes = address.split('.').map((part) => Number(part).toString(16).toUpperCase().padStart(2, '0'));
  const local = new RegExp(
    `^\\s*\\d+: (?:${bytes.reverse().join('')}|00000000):${port.toString(16).toUpperCase().padStart(4, '0')} `,
    'm',
  );
  return local.test(readFileSync('/proc/net/udp', 'utf8'));
}
