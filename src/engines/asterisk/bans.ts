import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '../../core/base/time.ts';
import type { BannedNetwork, ShutsOutBy } from '../engine.ts';
import type { Ami } from './ami.ts';
import { type BanFiles, banFiles, writeBans } from './banFiles.ts';
import type { Firewall } from './firewall.ts';
import { writeWhole } from './instance.ts';

/** Which module reads which file again: 7 and 8 ms measured, calls and registrations stay. */
const readers = { 'acl.conf': 'acl', 'iax_bans.conf': 'chan_iax2.so' } as const;

export type Bans = {
  readonly apply: (bans: readonly BannedNetwork[]) => Promise<void>;
  /** Tells Asterisk or the firewall what they have not been told yet. Cheap when there is nothing. */
  readonly reload: () => Promise<void>;
  readonly shutsOutBy: () => ShutsOutBy;
  readonly stop: () => Promise<void>;
};

export type BansOptions = {
  readonly etcFolder: string;
  readonly ami: () => Ami | undefined;
  /** Undefined: never touch the firewall. */
  readonly firewall: Firewall | undefined;
  readonly now: () => Instant;
  readonly log: (line: string) => void;
};

/** Keeps banned networks out: by the firewall where that is permitted, else by Asterisk. */
export function openBans({ etcFolder, ami, firewall, now, log }: BansOptions): Bans {
  // After a crash between writing and reloading nobody knows, so a new process reloads both once.
  const due = new Set<keyof BanFiles>(banFiles);
  let wall = firewall;
  let isWallReady: Promise<boolean> | undefined;
  const write = (bans: readonly BannedNetwork[]) => {
    const files = writeBans(bans);
    for (const name of banFiles) {
      const path = join(etcFolder, name);
      if (existsSync(path) && readFileSync(path, 'utf8') === files[name]) continue;
      writeWhole(path, files[name]);
      due.add(name);
    }
  };
  const reload = async () => {
    const manager = ami();
    if (!manager?.isReady()) return;
    for (const name of due) {
      due.delete(name);
      await manager.ask({ Action: 'Reload', Module: readers[name] }).catch((error: unknown) => {
        due.add(name);
        throw error;
      });
    }
  };
  const withWall = async (bans: readonly BannedNetwork[]): Promise<boolean> => {
    if (!wall) return false;
    isWallReady ??= wall.open();
    if (!(await isWallReady)) {
      wall = undefined;
      return false;
    }
    try {
      await wall.apply(bans, now());
      return true;
    } catch (error) {
      // Somebody may have flushed the machine's rules, ours among them: once more from nothing.
      if (await renewed(wall, bans)) return true;
      log(
        `The firewall fails, Asterisk keeps banned networks out instead: ${error instanceof Error ? error.message : String(error)}`,
      );
      await wall.close();
      wall = undefined;
      return false;
    }
  };
  const renewed = async (broken: Firewall, bans: readonly BannedNetwork[]): Promise<boolean> =>
    (await broken.open()) &&
    broken.apply(bans, now()).then(
      () => true,
      () => false,
    );
  return {
    apply: async (bans) => {
      write((await withWall(bans)) ? [] : bans);
      await reload();
    },
    reload,
    shutsOutBy: () => (wall && isWallReady ? 'firewall' : 'asterisk'),
    stop: async () => {
      if (wall && isWallReady) await wall.close();
    },
  };
}
