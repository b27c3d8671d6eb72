import { readFileSync } from 'node:fs';

/**
 * Has a program opened this UDP port of an address of ours? Asked of the system (proc(5), /proc/net/udp) and not by opening it
 * ourselves, which would take it from the program that is just about to.
 */
export const isUdpOpen = (port: number, address = '127.0.0.1'): boolean => isOpen('udp', port, address);
/** The same of a TCP port. */
export const isTcpOpen = (port: number, address = '127.0.0.1'): boolean => isOpen('tcp', port, address);

function isOpen(protocol: 'udp' | 'tcp', port: number, address: string): boolean {
  const bytes = address.split('.').map((part) => Number(part).toString(16).toUpperCase().padStart(2, '0'));
  const local = new RegExp(
    `^\\s*\\d+: (?:${bytes.reverse().join('')}|00000000):${port.toString(16).toUpperCase().padStart(4, '0')} `,
    'm',
  );
  return local.test(readFileSync(`/proc/net/${protocol}`, 'utf8'));
}
