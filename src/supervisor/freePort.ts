import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

export type PortKind = 'tcp' | 'udp';

/** Is this port free on this address, right now, for every kind named? */
export async function isPortFree(port: number, address: string, kinds: readonly PortKind[]): Promise<boolean> {
  for (const kind of kinds) {
    if ((await tryPort(port, address, kind)) === null) return false;
  }
  return true;
}

/** A port that the system says is free for every kind named. Somebody else may still take it before we do. */
export async function freePort(address: string, kinds: readonly PortKind[] = ['tcp']): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const port = await tryPort(0, address, kinds[0] ?? 'tcp');
    if (port !== null && (await isPortFree(port, address, kinds))) return port;
  }
  throw new Error(`No free port was found on ${address}.`);
}

function tryPort(port: number, address: string, kind: PortKind): Promise<number | null> {
  return kind === 'tcp' ? tryTcp(port, address) : tryUdp(port, address);
}

function tryTcp(port: number, address: string): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ port, host: address, exclusive: true }, () => {
      const bound = server.address();
      server.close(() => resolve(bound !== null && typeof bound === 'object' ? bound.port : null));
    });
  });
}

function tryUdp(port: number, address: string): Promise<number | null> {
  return new Promise((resolve) => {
    const socket = createSocket({ type: address.includes(':') ? 'udp6' : 'udp4' });
    socket.once('error', () => resolve(null));
    socket.bind({ port, address, exclusive: true }, () => {
      const bound = socket.address().port;
      socket.close(() => resolve(bound));
    });
  });
}
