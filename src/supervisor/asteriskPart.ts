import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { FoundAsterisk } from './asterisk.ts';
import { openLog, tail } from './logFile.ts';
import type { Part, RunningPart } from './part.ts';
import { dieWithUs, giveFolder, type Launch, launchUnprivileged, plainEnvironment } from './unprivileged.ts';

export type AsteriskPartOptions = {
  readonly found: FoundAsterisk;
  /** Writes the configuration anew, before each start, and says how to start with it. */
  readonly prepare: () => { readonly args: readonly string[]; readonly environment: Readonly<Record<string, string>> };
  readonly ami: { readonly port: number; readonly user: string; readonly secret: string };
  /** What Asterisk says outside its own log files. */
  readonly logFile: string;
  /** Everything that this Asterisk writes. */
  readonly folder: string;
  readonly needsLowPort: boolean;
  readonly say: (line: string) => void;
};

const startSeconds = 60;

/** The switch as a part. It is ready when it says on its manager interface that it has fully booted. */
export function asteriskPart(options: AsteriskPartOptions): Part {
  return { name: 'Asterisk', start: (givenUp) => startAsterisk(options, givenUp) };
}

async function startAsterisk(options: AsteriskPartOptions, givenUp: AbortSignal): Promise<RunningPart> {
  const { found, prepare, ami, logFile } = options;
  const launch = unprivileged(options);
  const instance = prepare();
  giveFolder(options.folder, launch);
  const log = openLog(logFile);
  const [program = found.command, ...words] = [...launch.prefix, found.command, ...found.args, ...instance.args];
  const environment = { ...plainEnvironment, ...instance.environment };
  const child = spawn(program, words, { cwd: '/', env: environment, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
  });
  const pid = child.pid;
  if (pid === undefined) throw new Error(`Asterisk could not be started: ${await exited}`);
  const over = new AbortController();
  const giveUp = AbortSignal.any([givenUp, over.signal, AbortSignal.timeout(startSeconds * 1000)]);
  const isBooted = await Promise.race([untilBooted(ami, giveUp), exited.then(() => false)]);
  over.abort();
  if (isBooted) return { pid, exited, stop: () => stopAsterisk(child, exited) };
  child.kill('SIGKILL');
  throw new Error(`Asterisk did not start (${await exited}). Its log ${logFile} says:\n${tail(logFile, 12)}`);
}

/** A program that strangers on the network talk to should not be root, though it can. */
function unprivileged({ found, folder, needsLowPort, say }: AsteriskPartOptions): Launch {
  const paths = [found.modulesDir, found.shareDir, ...(found.command.startsWith('/') ? [found.command] : [])];
  const launch = launchUnprivileged({ users: ['asterisk', 'daemon', 'nobody'], paths, folder, signal: 'TERM', needsLowPort });
  if (!launch) say('Asterisk runs as root: no other user can be made to reach it. An ordinary user should start vspPanel.');
  return launch ?? { prefix: dieWithUs('TERM'), owner: null };
}

async function untilBooted(ami: AsteriskPartOptions['ami'], giveUp: AbortSignal): Promise<boolean> {
  while (!giveUp.aborted) {
    if (await saysBooted(ami, giveUp)) return true;
    await wait(50);
  }
  return false;
}

/** Does Asterisk say that it has fully booted? False when nobody listens or the connection is cut. */
export function saysBooted({ port, user, secret }: AsteriskPartOptions['ami'], giveUp: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    let heard = '';
    // Not by the socket's own `signal`: Node leaves its listener on it, one for each of our tries (net, addClientAbortSignalOption).
    const socket = connect({ port, host: '127.0.0.1' });
    const end = () => socket.destroy();
    giveUp.addEventListener('abort', end);
    socket.once('connect', () =>
      socket.write(`Action: Login\r\nUsername: ${user}\r\nSecret: ${secret}\r\nEvents: system\r\n\r\n`),
    );
    socket.on('data', (bytes) => {
      heard += bytes;
      if (heard.includes('Event: FullyBooted')) socket.destroy();
    });
    socket.once('error', () => undefined);
    socket.once('close', () => {
      giveUp.removeEventListener('abort', end);
      resolve(heard.includes('Event: FullyBooted'));
    });
  });
}

/** SIGTERM is Asterisk's "stop now": live calls are hung up and their records written, 1–2 seconds (engine.md). */
async function stopAsterisk(child: ChildProcess, exited: Promise<string>): Promise<void> {
  const killer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  child.kill('SIGTERM');
  await exited;
  clearTimeout(killer);
}
