import { readFileSync } from 'node:fs';

/**
 * Has a program opened this UDP port of 127.0.0.1? Asked of the system (proc(5), /proc/net/udp) and not by opening it
 * ourselves, which would take it from the program that is just about to.
 */
export const isUdpOpen = (port: number): boolean => isOpen('udp', port);
/** The same of a TCP port. */
export const isTcpOpen = (port: number): boolean => isOpen('tcp', port);

function isOpen(protocol: 'udp' | 'tcp', port: number): boolean {
  const local = new RegExp(`^\\s*\\d+: (?:0100007F|00000000):${port.toString(16).toUpperCase().padStart(4, '0')} `, 'm');
  return local.test(readFileSync(`/proc/net/${protocol}`, 'utf8'));
}
