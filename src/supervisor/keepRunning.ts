import { setTimeout as wait } from 'node:timers/promises';
import type { Part, RunningPart } from './part.ts';

export type KeepOptions = {
  /** Hears one line per restart. */
  readonly say: (line: string) => void;
  /** Hears of each new process, so that a later start can find what this one left behind. */
  readonly onStart?: (name: string, pid: number) => void;
  /** Pauses before the first, second … restart in a row, milliseconds; the last one repeats. */
  readonly pauses?: readonly number[];
  /** A part that has lived this long has recovered: the pauses begin anew. Milliseconds. */
  readonly recoveredAfter?: number;
  /** How often the very first start is tried before its reason is told; once when absent. */
  readonly firstTries?: number;
  /** Gives up the very first start. Later ones are given up by `stop`. */
  readonly givenUp?: AbortSignal;
};

export type KeptPart = {
  readonly name: string;
  /** Null while it is being started again. */
  readonly pid: () => number | null;
  /** Resolves when a process other than `pid` is ready. For stories that kill a part. */
  readonly restartedAfter: (pid: number) => Promise<number>;
  /** Ends the part and the keeping. */
  readonly stop: () => Promise<void>;
};

// Short at first: while call control is away, callers are refused. Longer for what cannot live, to spare the machine.
const usualPauses = [100, 300, 1000, 2000, 5000];

/**
 * Starts a part and starts it again whenever it dies:
 *
 *   starting ──ready──▶ running ──died──▶ pausing ──▶ starting …
 *       └── failed again ──▶ pausing            stop() leads out of each state
 *
 * Rejects when the very first start fails (`firstTries` times): then the operator must do something, and hears what.
 */
export async function keepRunning(part: Part, options: KeepOptions): Promise<KeptPart> {
  const keeper = makeKeeper(part, options);
  const first = await beginFirst(keeper.begin, options);
  const life = keeper.live(first);
  return {
    name: part.name,
    pid: () => keeper.running()?.pid ?? null,
    restartedAfter: (pid) => keeper.restartedAfter(pid),
    stop: async () => {
      await keeper.end();
      await life;
    },
  };
}

async function beginFirst(begin: () => Promise<RunningPart>, options: KeepOptions): Promise<RunningPart> {
  const { say, firstTries = 1, pauses = usualPauses, givenUp } = options;
  for (let attempt = 1; ; attempt++) {
    try {
      return await begin();
    } catch (error) {
      if (attempt >= firstTries || givenUp?.aborted) throw error;
      say(`${error instanceof Error ? error.message : String(error)}\nTrying once more.`);
      await wait(pauses[attempt] ?? pauses.at(-1));
    }
  }
}

function makeKeeper(part: Part, { say, onStart, pauses = usualPauses, recoveredAfter = 3000, givenUp }: KeepOptions) {
  const ending = new AbortController();
  const noMore = givenUp ? AbortSignal.any([givenUp, ending.signal]) : ending.signal;
  let running: RunningPart | null = null;
  let failures = 0;
  let waiting: { readonly pid: number; readonly tell: (pid: number) => void }[] = [];

  async function begin(): Promise<RunningPart> {
    const started = await part.start(noMore);
    running = started;
    onStart?.(part.name, started.pid);
    waiting = waiting.filter(({ pid, tell }) => {
      if (pid === started.pid) return true;
      tell(started.pid);
      return false;
    });
    return started;
  }

  async function live(first: RunningPart): Promise<void> {
    let current: RunningPart | null = first;
    while (!ending.signal.aborted) {
      if (current) await outlive(current);
      if (ending.signal.aborted) return;
      await wait(pauses[Math.min(failures, pauses.length) - 1] ?? 0, undefined, { signal: ending.signal }).catch(() => undefined);
      if (!ending.signal.aborted) current = await beginAgain();
    }
  }

  async function outlive(current: RunningPart): Promise<void> {
    const readyAt = performance.now();
    const how = await current.exited;
    running = null;
    failures = performance.now() - readyAt > recoveredAfter ? 1 : failures + 1;
    if (!ending.signal.aborted) say(`${part.name} ended (${how}); starting it again`);
  }

  async function beginAgain(): Promise<RunningPart | null> {
    try {
      const started = await begin();
      // stop() came while it was starting.
      if (ending.signal.aborted) await started.stop();
      else say(`${part.name} runs again`);
      return started;
    } catch (error) {
      failures += 1;
      if (!ending.signal.aborted) say(`${part.name} could not be started again: ${firstLine(error)}`);
      return null;
    }
  }

  return {
    begin,
    live,
    running: () => running,
    restartedAfter: (pid: number): Promise<number> =>
      running && running.pid !== pid ? Promise.resolve(running.pid) : new Promise((tell) => waiting.push({ pid, tell })),
    end: async () => {
      ending.abort();
      await running?.stop();
    },
  };
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
