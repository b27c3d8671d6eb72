import { createServer, type Server, type Socket } from 'node:net';

export type FastAgiOptions = {
  readonly port: number;
  /** `agi_*` variables → the value of PLAN; undefined or a rejection = no answer, the dialplan fails closed. */
  readonly decide: (environment: ReadonlyMap<string, string>) => Promise<string | undefined>;
  readonly log: (line: string) => void;
};

const requestBytesMax = 16_384;
/** The caller hears nothing meanwhile; after this the dialplan goes on without us. */
const decideWithinMilliseconds = 3000;

/**
 * Answers each FastAGI request with exactly one command. Two commands on one connection hang now and then
 * (measured, Asterisk 22.10), so one is all that is ever sent.
 */
export async function openFastAgi(options: FastAgiOptions): Promise<Server> {
  const server = createServer((socket) => serve(socket, options));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: options.port, host: '127.0.0.1', backlog: 1024 }, resolve);
  });
  server.on('error', (error) => options.log(`FastAGI: ${error.message}`));
  return server;
}

function serve(socket: Socket, options: FastAgiOptions): void {
  let text = '';
  let isAsked = false;
  socket
    .setNoDelay(true)
    .setEncoding('utf8')
    .setTimeout(10_000, () => socket.destroy());
  // A caller who hangs up resets the connection; the grant is reported by the spool.
  socket.on('error', () => socket.destroy());
  socket.on('data', (part: string) => {
    // After our command the only thing that matters is that Asterisk has answered it, or said that the caller hung up.
    if (isAsked) {
      if (part.includes('200 result')) socket.end();
      return;
    }
    text += part;
    if (text.length > requestBytesMax) return void socket.destroy();
    const end = text.indexOf('\n\n');
    if (end < 0) return;
    isAsked = true;
    answer(socket, readAgiEnvironment(text.slice(0, end)), options).catch((error: unknown) => {
      options.log(`A call was not decided: ${error instanceof Error ? error.message : String(error)}`);
      socket.end();
    });
  });
}

async function answer(socket: Socket, environment: ReadonlyMap<string, string>, options: FastAgiOptions): Promise<void> {
  const plan = await within(options.decide(environment), decideWithinMilliseconds);
  if (plan === undefined || plan === '' || /[^\w^~+*#@/.-]/.test(plan)) {
    socket.end();
    return;
  }
  socket.write(`SET VARIABLE PLAN "${plan}"\n`);
}

/** `agi_name: value` lines. Pure; anything else is left out. */
export function readAgiEnvironment(text: string): ReadonlyMap<string, string> {
  const pairs = text.split('\n').map((line) => /^(agi_\w+): (.*)$/.exec(line));
  return new Map(pairs.flatMap((pair) => (pair ? [[pair[1] as string, pair[2] as string] as const] : [])));
}

function within<Result>(promise: Promise<Result>, milliseconds: number): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('call control took too long')), milliseconds);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
