import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { openLog, tail } from './logFile.ts';
import type { Part, RunningPart } from './part.ts';
import { dieWithUs } from './unprivileged.ts';

/** What a part tells its supervisor (joinSupervisor.ts is the other end). */
export type PartMessage = { readonly type: 'ready'; readonly setupPath?: string } | { readonly type: 'pong' };
export type ReadyMessage = Extract<PartMessage, { type: 'ready' }>;

export type NodePartOptions = {
  readonly name: string;
  /** Absolute path of the TypeScript file to run. */
  readonly script: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly logFile: string;
  readonly say: (line: string) => void;
  readonly onReady?: (message: ReadyMessage) => void;
  /** A part that is not ready after this long is killed. */
  readonly startSeconds?: number;
  /** A part that has not ended this long after it was asked to is killed. */
  readonly stopSeconds?: number;
  /** How often the part is asked whether it still answers. Three silences in a row and it is killed. */
  readonly pingMilliseconds?: number;
};

const silencesAllowed = 3;

/**
 * A Node program that we watch over. A dead call control is noticed by Asterisk at once; a hung one would leave callers in
 * silence until they give up (engine.md), so whoever stops answering is killed and started again.
 */
export function nodePart(options: NodePartOptions): Part {
  return { name: options.name, start: (givenUp) => startNode(options, givenUp) };
}

async function startNode(options: NodePartOptions, givenUp: AbortSignal): Promise<RunningPart> {
  const log = openLog(options.logFile);
  const [command = process.execPath, ...args] = [
    ...dieWithUs('TERM'),
    process.execPath,
    '--disable-warning=ExperimentalWarning',
    options.script,
  ];
  const child = spawn(command, args, { env: options.environment, detached: true, stdio: ['ignore', log, log, 'ipc'] });
  closeSync(log);
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
  });
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${options.name} could not be started: ${await exited}`);
  const stop = () => stopChild(child, exited, options.stopSeconds ?? 15);
  watch(child, options);
  const kill = () => child.kill('SIGKILL');
  givenUp.addEventListener('abort', kill);
  if (givenUp.aborted) kill();
  const outcome = await Promise.race([untilReady(child, options), exited]);
  givenUp.removeEventListener('abort', kill);
  if (typeof outcome !== 'string') {
    options.onReady?.(outcome);
    return { pid, exited, stop };
  }
  throw new Error(
    `${options.name} ended while starting (${outcome}). Its log ${options.logFile} says:\n${tail(options.logFile, 12)}`,
  );
}

function untilReady(child: ChildProcess, { name, say, startSeconds = 60 }: NodePartOptions): Promise<ReadyMessage> {
  return new Promise((resolve) => {
    const tooLate = setTimeout(() => {
      say(`${name} is not ready after ${startSeconds} s; killing it`);
      child.kill('SIGKILL');
    }, startSeconds * 1000);
    child.once('exit', () => clearTimeout(tooLate));
    child.on('message', (message: PartMessage) => {
      if (message.type !== 'ready') return;
      clearTimeout(tooLate);
      resolve(message);
    });
  });
}

/**
 * Silences are counted, not seconds: after our own pause (a suspended laptop) no healthy part is killed. Counting starts
 * with the first answer, because loading a program takes its time.
 */
function watch(child: ChildProcess, { name, say, pingMilliseconds = 2000 }: NodePartOptions): void {
  let silences = 0;
  let hasAnswered = false;
  child.on('message', (message: PartMessage) => {
    if (message.type !== 'pong') return;
    hasAnswered = true;
    silences = 0;
  });
  const timer = setInterval(() => {
    if (hasAnswered && silences >= silencesAllowed) {
      say(`${name} has not answered for ${Math.round((silences * pingMilliseconds) / 1000)} s; killing it`);
      child.kill('SIGKILL');
      return;
    }
    silences += 1;
    if (child.connected) child.send({ type: 'ping' }, () => undefined);
  }, pingMilliseconds);
  child.once('exit', () => clearInterval(timer));
}

async function stopChild(child: ChildProcess, exited: Promise<string>, stopSeconds: number): Promise<void> {
  const killer = setTimeout(() => child.kill('SIGKILL'), stopSeconds * 1000);
  child.kill('SIGTERM');
  await exited;
  clearTimeout(killer);
}
