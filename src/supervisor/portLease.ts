import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

/**
 * Takes a name for as long as this process lives; false when another process, or this one, has it. A port that is chosen
 * now is opened seconds later by somebody else (PostgreSQL, Asterisk), so until then a name keeps other vspPanels of this
 * machine away from it. The name is a socket of Linux's abstract namespace: taken by one at a time, gone with its
 * process however that ends, and seen exactly where the port is seen (network_namespaces(7)). Elsewhere nothing is kept.
 */
export function lease(name: string): Promise<boolean> {
  if (process.platform !== 'linux') return Promise.resolve(true);
  return new Promise((resolve) => {
    const holder = createServer((socket) => socket.destroy());
    holder.once('error', (error) => resolve(!('code' in error && error.code === 'EADDRINUSE')));
    holder.listen({ path: `\0vsppanel/${name}`, exclusive: true }, () => {
      // The lease is no reason for the process to live on.
      holder.unref();
      resolve(true);
    });
  });
}

/** Above every block of sound ports (ports.ts), so that a call's sound never takes a port that was chosen for something else. */
const lowest = 31_000;
const highest = 65_535;

/** The ports to choose from: none that the system gives to outgoing connections, any of which may take it a moment later. */
export function portsToChoose(): readonly number[] {
  const [from, to] = outgoingPorts();
  const all = Array.from({ length: highest - lowest + 1 }, (_, index) => lowest + index);
  const outside = all.filter((port) => port < from || port > to);
  return outside.length >= 500 ? outside : all;
}

/** First and last; ip(7), ip_local_port_range. Where it cannot be read: the range of RFC 6335 §6. */
function outgoingPorts(): readonly [number, number] {
  try {
    const [from = 49_152, to = 65_535] = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8')
      .trim()
      .split(/\s+/)
      .map(Number);
    return [from, to];
  } catch {
    return [49_152, 65_535]; // Not Linux, or a /proc that hides it.
  }
}
