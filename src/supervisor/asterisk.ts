import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { waitForLock } from './lockFile.ts';
import type { ProcessIdentity } from './processIdentity.ts';
import { unpackAsterisk } from './unpackAsterisk.ts';
import { plainEnvironment } from './unprivileged.ts';

export type FoundAsterisk = {
  readonly kind: 'found';
  /** The program to start, and the words before Asterisk's own options (the loader and its library path when unpacked). */
  readonly command: string;
  readonly args: readonly string[];
  /** `/` for the machine's own, else the folder of the unpacked packages. */
  readonly root: string;
  readonly modulesDir: string;
  /** Holds `documentation`, `rest-api`, `static-http` and `sounds`. */
  readonly shareDir: string;
  readonly version: string;
};
export type Asterisk = FoundAsterisk | { readonly kind: 'missing'; readonly advice: string };

/** What findAsterisk must know; a Config has it all. */
export type AsteriskWish = { readonly engineFolder: string; readonly asterisk: string };

/** Modules without which calls, phones in the database or charging would not work. */
const neededModules = [
  'chan_pjsip',
  'chan_iax2',
  'res_config_pgsql',
  'res_agi',
  'cel_custom',
  'app_dial',
  'pbx_config',
  'func_hangupcause',
  'res_sorcery_realtime',
];
const oldestMajor = 20;

/**
 * The Asterisk to run: the one that the operator names, the machine's own when it is 20 or newer and complete, else the
 * distribution's package unpacked into the engine folder. `progress` hears one line per slow step. Throws only when
 * it is given up: without Asterisk the panel still starts, and `advice` says exactly what to do.
 */
export async function findAsterisk(
  wish: AsteriskWish,
  progress: (line: string) => void,
  givenUp?: AbortSignal,
): Promise<Asterisk> {
  return lookForAsterisk(wish) ?? (await obtain(wish.engineFolder, progress, givenUp ?? new AbortController().signal));
}

/** The same without fetching anything: null when there is none yet that fits. */
export function lookForAsterisk(wish: AsteriskWish): Asterisk | null {
  if (wish.asterisk === 'none') {
    return { kind: 'missing', advice: 'Calls are switched off by VSPPANEL_ASTERISK=none. Remove that setting and start again.' };
  }
  if (wish.asterisk === 'auto') return unpackedAsterisk(wish.engineFolder) ?? machineAsterisk('asterisk');
  const advice = `VSPPANEL_ASTERISK names ${wish.asterisk}, but that is not a complete Asterisk ${oldestMajor} or newer.`;
  return machineAsterisk(wish.asterisk) ?? { kind: 'missing', advice };
}

async function obtain(folder: string, progress: (line: string) => void, givenUp: AbortSignal): Promise<Asterisk> {
  const onWait = (by: ProcessIdentity) => progress(`another start (process ${by.pid}) is unpacking it, waiting`);
  const lock = await waitForLock(join(folder, 'unpacking.lock'), onWait, givenUp);
  try {
    const byTheOther = unpackedAsterisk(folder);
    if (byTheOther) return byTheOther;
    await unpackAsterisk(folder, progress, givenUp);
    return unpackedAsterisk(folder) ?? missing('the unpacked Asterisk does not run on this machine');
  } catch (error) {
    return missing(error instanceof Error ? error.message : String(error));
  } finally {
    lock.release();
  }
}

function missing(reason: string): Asterisk {
  const advice = `No Asterisk could be made ready: ${reason.replaceAll('\n', ' ')}. Install Asterisk ${oldestMajor} or newer yourself ("apt-get install asterisk", or from asterisk.org with chan_pjsip, chan_iax2 and res_config_pgsql) and start again.`;
  return { kind: 'missing', advice };
}

/** The unpacked one runs with its own loader and libraries: its libc is newer than the machine's. */
function unpackedAsterisk(folder: string): FoundAsterisk | null {
  const root = join(folder, 'root');
  const program = join(root, 'usr/sbin/asterisk');
  if (!existsSync(program)) return null;
  const triplet = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
  const loaderName = process.arch === 'arm64' ? 'ld-linux-aarch64.so.1' : 'ld-linux-x86-64.so.2';
  const loader = ['usr/lib64', 'lib64', 'usr/lib', 'lib', `usr/lib/${triplet}`, `lib/${triplet}`]
    .map((at) => join(root, at, loaderName))
    .find((at) => existsSync(at));
  if (!loader) return null;
  const libraries = [`usr/lib/${triplet}`, `lib/${triplet}`, 'usr/lib', `usr/lib/${triplet}/asterisk`]
    .map((at) => join(root, at))
    .filter((at) => existsSync(at));
  const args = ['--library-path', libraries.join(':'), program];
  return complete({
    command: loader,
    args,
    root,
    places: [join(root, `usr/lib/${triplet}/asterisk/modules`)],
    share: [join(root, 'usr/share/asterisk')],
  });
}

function machineAsterisk(command: string): FoundAsterisk | null {
  const triplet = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
  const prefix = command.includes('/') ? dirname(dirname(command)) : '/usr';
  const libraries = [
    `${prefix}/lib/${triplet}`,
    `${prefix}/lib64`,
    `${prefix}/lib`,
    `/usr/lib/${triplet}`,
    '/usr/lib64',
    '/usr/lib',
    '/usr/local/lib',
  ];
  return complete({
    command,
    args: [],
    root: '/',
    places: libraries.map((at) => join(at, 'asterisk/modules')),
    share: ['/usr/share/asterisk', '/var/lib/asterisk', `${prefix}/share/asterisk`],
  });
}

type Candidate = { command: string; args: readonly string[]; root: string; places: readonly string[]; share: readonly string[] };

/** Asks the program itself for its version and looks for what we cannot do without. */
function complete({ command, args, root, places, share }: Candidate): FoundAsterisk | null {
  const asked = spawnSync(command, [...args, '-V'], { encoding: 'utf8', env: plainEnvironment });
  const version = /Asterisk (\d+\.\d+\.\d+|\d+)/.exec(asked.stdout ?? '')?.[1];
  if (version === undefined || Number.parseInt(version, 10) < oldestMajor) return null;
  const modulesDir = places.find((place) => neededModules.every((name) => existsSync(join(place, `${name}.so`))));
  const shareDir = share.find((place) => existsSync(join(place, 'documentation')));
  if (modulesDir === undefined || shareDir === undefined) return null;
  return { kind: 'found', command, args, root, modulesDir, shareDir, version };
}
