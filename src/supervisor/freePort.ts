import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { lease, portsToChoose } from './portLease.ts';

export type PortKind = 'tcp' | 'udp';

/** Is this port free on this address, right now, for every kind named? */
export async function isPortFree(port: number, address: string, kinds: readonly PortKind[]): Promise<boolean> {
  for (const kind of kinds) {
    if (!(await (kind === 'tcp' ? isTcpFree(port, address) : isUdpFree(port, address)))) return false;
  }
  return true;
}

/**
 * A port that is free now for every kind named, outside the range of outgoing connections, and leased: no other vspPanel
 * on this machine is given it while this process lives.
 */
export async function freePort(address: string, kinds: readonly PortKind[] = ['tcp']): Promise<number> {
  const ports = portsToChoose();
  const first = randomInt(ports.length);
  for (const port of [...ports.slice(first), ...ports.slice(0, first)]) {
    // Leased before it is looked at: to look is to open it for a moment, just when its tenant may want to.
    if ((await lease(`port-${port}`)) && (await isPortFree(port, address, kinds))) return port;
  }
  throw new Error(`No free port was found on ${address}.`);
}

function isTcpFree(port: number, address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: address, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

function isUdpFree(port: number, address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket({ type: address.includes(':') ? 'udp6' : 'udp4' });
    socket.once('error', () => resolve(false));
    socket.bind({ port, address, exclusive: true }, () => socket.close(() => resolve(true)));
  });
}
