import { readdirSync, readFileSync } from 'node:fs';
import { Client } from 'pg';
import type { RunningPart } from './part.ts';
import { superUser } from './postgres.ts';

export type WatchOptions = {
  readonly port: number;
  readonly superPassword: string;
  readonly say: (line: string) => void;
};

/** A healthy server answers in under a millisecond; on a machine out of breath in tens. Milliseconds. */
const answerWithinMilliseconds = 2000;
const askEveryMilliseconds = 2000;
/** So many silences in a row, about ten seconds, and it is killed. */
const silencesAllowed = 4;

/**
 * Kills a PostgreSQL that hangs, so that it is started again. A dead database is noticed at once by everybody; a hung one
 * blocks Asterisk, which has no time limit for a question about a phone: not even an emergency call would get through.
 */
export function watchPostgres(running: RunningPart, options: WatchOptions): RunningPart {
  const ask = asker(options);
  let silences = 0;
  let isAsking = false;
  const look = async (): Promise<void> => {
    if (isAsking) return;
    isAsking = true;
    silences = (await ask.isAnswered()) ? 0 : silences + 1;
    isAsking = false;
    if (silences < silencesAllowed) return;
    clearInterval(timer);
    options.say('PostgreSQL has not answered for 10 s; killing it');
    for (const pid of familyOf(running.pid)) kill(pid);
  };
  const timer = setInterval(() => void look(), askEveryMilliseconds);
  void running.exited.then(() => clearInterval(timer));
  return {
    ...running,
    stop: async () => {
      clearInterval(timer);
      ask.close();
      await running.stop();
    },
  };
}

/** Asks over one connection, for a new one costs the server a process and a password check. After an error or a silence it is a new one. */
function asker({ port, superPassword: password }: WatchOptions) {
  let client: Client | undefined;
  const close = (): void => {
    client?.end().catch(() => undefined);
    client = undefined;
  };
  const ask = async (): Promise<void> => {
    if (!client) {
      const fresh = new Client({ host: '127.0.0.1', port, user: superUser, password, database: 'postgres' });
      fresh.on('error', close);
      client = fresh;
      await fresh.connect();
    }
    await client.query('select 1');
  };
  /** False only for silence. Whoever refuses, for whatever reason, does not hang; who is gone is somebody else's business. */
  const isAnswered = (): Promise<boolean> =>
    new Promise((resolve) => {
      const tell = (isAnswer: boolean, isSound: boolean) => {
        clearTimeout(tooLate);
        if (!isSound) close();
        resolve(isAnswer);
      };
      const tooLate = setTimeout(() => tell(false, false), answerWithinMilliseconds);
      ask().then(
        () => tell(true, true),
        () => tell(true, false),
      );
    });
  return { isAnswered, close };
}

/** A process and those it started: backends that are left alive would keep the next server from starting. Linux; elsewhere it alone. */
export function familyOf(pid: number): readonly number[] {
  const children = processes().filter(({ parent }) => parent === pid);
  return [pid, ...children.flatMap((child) => familyOf(child.pid))];
}

function processes(): readonly { readonly pid: number; readonly parent: number }[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const parent = /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1];
        return [{ pid: Number(name), parent: Number(parent) }];
      } catch {
        return []; // It ended while we looked.
      }
    });
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
