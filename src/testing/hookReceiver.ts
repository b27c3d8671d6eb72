import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WirePolicy } from '../wires/wire.ts';

export type Received = {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: unknown;
};
/** What a receiver answers; `hang` = nothing, until it is closed. */
export type HookAnswer =
  | { readonly status: number; readonly text?: string; readonly headers?: Readonly<Record<string, string>> }
  | 'hang';

export type HookReceiver = {
  readonly port: number;
  /** An address whose name leads here by `policy`. */
  readonly url: (path?: string) => string;
  readonly received: readonly Received[];
  /** From now on; 200 until it is called. */
  readonly answer: (how: HookAnswer | ((got: Received) => HookAnswer)) => void;
  readonly forget: () => void;
  readonly close: () => Promise<void>;
};

/** All names lead to this machine: what tests hand in instead of the internet. */
export const loopbackPolicy: WirePolicy = {
  resolve: async () => ['127.0.0.1'],
  mayConnect: (address) => address === '127.0.0.1',
};

/** A program of somebody else that is told of events. */
export async function startHookReceiver(name = 'hooks.example.com'): Promise<HookReceiver> {
  let received: Received[] = [];
  let answer: (got: Received) => HookAnswer = () => ({ status: 200, text: 'thank you' });
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const text = Buffer.concat(pieces).toString('utf8');
      const got = { path: request.url ?? '', headers: request.headers, text, body: JSON.parse(text) as unknown };
      received.push(got);
      const how = answer(got);
      if (how !== 'hang') response.writeHead(how.status, how.headers).end(how.text ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: (path = '/hook') => `http://${name}:${port}${path}`,
    get received() {
      return received;
    },
    answer: (how) => {
      answer = typeof how === 'function' ? how : () => how;
    },
    forget: () => {
      received = [];
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
