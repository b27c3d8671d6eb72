import { connect, createServer, type Socket } from 'node:net';

/** What a line between two parts can do to them. `reset` cuts the next message in half; `silence` swallows nothing but passes nothing on. */
export type LineFault = 'none' | 'refused' | 'reset' | 'silence' | 'slow' | 'bytes';

export type FaultProxy = {
  readonly port: number;
  /** From now on, for connections that are open and for new ones. What was held up goes on when the fault ends. */
  readonly set: (fault: LineFault) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** How much later a message arrives on a slow line. Milliseconds. */
const slowMilliseconds = 2000;

type Line = { fault: LineFault; readonly sockets: Set<Socket>; readonly heldUp: Set<() => void> };

/** A TCP proxy with faults, between a client and the server at `toPort`. */
export async function openFaultProxy(toPort: number, port = 0): Promise<FaultProxy> {
  const line: Line = { fault: 'none', sockets: new Set(), heldUp: new Set() };
  const server = createServer((near) => join(line, near, connect({ port: toPort, host: '127.0.0.1' })));
  const listen = (at: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(at, '127.0.0.1', resolve);
    });
  await listen(port);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  const refuse = () =>
    new Promise<void>((resolve) => {
      if (!server.listening) return resolve();
      server.close(() => resolve());
      for (const socket of line.sockets) socket.resetAndDestroy();
    });
  return {
    port: address.port,
    set: async (fault) => {
      line.fault = fault;
      if (fault === 'refused') return refuse();
      if (!server.listening) await listen(address.port);
      const heldUp = [...line.heldUp];
      line.heldUp.clear();
      for (const goOn of heldUp) goOn();
    },
    close: refuse,
  };
}

function join(line: Line, near: Socket, far: Socket): void {
  for (const [from, to] of [
    [near, far],
    [far, near],
  ] as const) {
    line.sockets.add(from);
    from.setNoDelay(true);
    from.on('error', () => from.destroy());
    from.on('close', () => {
      line.sockets.delete(from);
      to.destroy();
    });
    void carry(line, from, to);
  }
}

/** One direction; a message is what arrived together. */
async function carry(line: Line, from: Socket, to: Socket): Promise<void> {
  try {
    for await (const chunk of from as AsyncIterable<Buffer>) await pass(line, chunk, to);
    to.end();
  } catch (error) {
    // A socket that was torn down is what a fault looks like from here.
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}

async function pass(line: Line, chunk: Buffer, to: Socket): Promise<void> {
  if (line.fault === 'silence') await new Promise<void>((resolve) => line.heldUp.add(resolve));
  if (line.fault === 'slow') await new Promise((resolve) => setTimeout(resolve, slowMilliseconds));
  if (to.destroyed) return;
  if (line.fault === 'reset') {
    to.write(chunk.subarray(0, Math.floor(chunk.length / 2)), () => to.resetAndDestroy());
    return;
  }
  if (line.fault !== 'bytes') {
    to.write(chunk);
    return;
  }
  for (const byte of chunk) await new Promise<void>((resolve) => to.write(Buffer.of(byte), () => setImmediate(resolve)));
}
