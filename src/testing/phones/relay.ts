import { connect, createServer, type Socket } from 'node:net';
import { freePort } from '../../supervisor/freePort.ts';

/** A TCP relay in front of a server, so that a test can take the server away from one client alone. */
export type Relay = {
  readonly port: number;
  /** Cuts every connection and refuses new ones. */
  readonly cut: () => Promise<void>;
  readonly restore: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export async function openRelay(toPort: number): Promise<Relay> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect({ port: toPort, host: '127.0.0.1' });
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  // Its own also while it is cut, so that nobody else answers there meanwhile.
  const port = await freePort('127.0.0.1');
  await listen(port);
  const cut = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return {
    port,
    cut,
    restore: () => listen(port),
    close: async () => void (server.listening && (await cut())),
  };
}
