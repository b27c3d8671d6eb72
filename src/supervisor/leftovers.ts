import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isAlive, type ProcessIdentity, processIdentity } from './processIdentity.ts';

type Leftover = ProcessIdentity & { readonly name: string };

/**
 * The processes of this data folder, kept in `<data>/run/parts.json`: parts end when their supervisor does, but where the
 * system cannot promise that (no setpriv), the next start finds and ends them. Only ever our own: number and start time.
 */
export function partsOnRecord(dataFolder: string) {
  const folder = join(dataFolder, 'run');
  const file = join(folder, 'parts.json');
  const parts = new Map<string, Leftover>();
  return {
    note: (name: string, pid: number): void => {
      const identity = processIdentity(pid);
      if (identity) parts.set(name, { ...identity, name });
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${file}.new`, JSON.stringify([...parts.values()]));
      renameSync(`${file}.new`, file);
    },
    /** Ends what an earlier start left behind. */
    endLeftovers: async (say: (line: string) => void): Promise<void> => {
      const found = readLeftovers(file).filter((one) => isAlive(one));
      for (const one of found) say(`${one.name} was left running by an earlier start (process ${one.pid}); ending it`);
      await Promise.all(found.map(end));
    },
  };
}

/** SIGTERM lets PostgreSQL finish sessions ("smart" shutdown), which could take for ever; SIGINT is its quick clean stop. */
async function end(one: Leftover): Promise<void> {
  process.kill(one.pid, one.name === 'PostgreSQL' ? 'SIGINT' : 'SIGTERM');
  const lastMoment = performance.now() + 10_000;
  while (isAlive(one)) {
    if (performance.now() > lastMoment) process.kill(one.pid, 'SIGKILL');
    await wait(50);
  }
}

function readLeftovers(file: string): readonly Leftover[] {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as readonly Leftover[];
  } catch {
    return []; // The first start.
  }
}
