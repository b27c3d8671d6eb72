import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, existsSync, lchownSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** How to start a program: these words go in front of its own command; folders it writes must belong to `owner`. */
export type Launch = {
  readonly prefix: readonly string[];
  readonly owner: { readonly uid: number; readonly gid: number } | null;
};

const searchPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The environment of a program that needs nothing of ours: fixed language and zone, so its messages can be read. */
export const plainEnvironment = { PATH: searchPath, LC_ALL: 'C', TZ: 'UTC' };

/** `setpriv` options that let a child receive `signal` when we die, however we die; nothing where setpriv is missing. */
export function dieWithUs(signal: 'INT' | 'TERM' | 'KILL'): readonly string[] {
  return setpriv() ? [setpriv() as string, '--pdeathsig', signal] : [];
}

export type LaunchWish = {
  /** Users to become when we are root, best first; where none of them exists, the number of `nobody`. */
  readonly users: readonly string[];
  /** What the program must be able to read and enter besides `folder`: itself, its libraries. */
  readonly paths: readonly string[];
  /** What it writes; made here, and given to the user. */
  readonly folder: string;
  /** What it gets when we die. */
  readonly signal: 'INT' | 'TERM';
  /** It listens on a port below 1024. */
  readonly needsLowPort?: boolean;
};

/**
 * How to run a program with the least rights; null when this machine offers no way. Ordinary users run it as themselves.
 * Root runs it as the user that owns `folder` already, else as the first of `users` that exists. Where that user may not
 * walk to the program or to the folder (a clone below /root, a 0700 temporary folder) it gets one right of root's, to
 * pass closed folders. Rights are given as ambient capabilities; `no_setuid_fixup` makes access(2), which initdb uses,
 * respect them.
 */
export function launchUnprivileged(wish: LaunchWish): Launch | null {
  mkdirSync(wish.folder, { recursive: true, mode: 0o700 });
  if (process.getuid?.() !== 0) return { prefix: dieWithUs(wish.signal), owner: null };
  const command = setpriv();
  if (!command) return null;
  const owner = chooseOwner(wish.folder, wish.users);
  chownSync(wish.folder, owner.uid, owner.gid);
  const who = [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups', '--no-new-privs', '--pdeathsig', wish.signal];
  const lowPort = wish.needsLowPort ? ',+net_bind_service' : '';
  for (const more of ['', ',+dac_override']) {
    const rights = `-all${lowPort}${more}`;
    const prefix = [command, ...who, '--securebits=+no_setuid_fixup', `--inh-caps=${rights}`, `--ambient-caps=${rights}`];
    if ([...wish.paths, wish.folder].every((path) => canReach(prefix, path))) return { prefix, owner };
  }
  return null;
}

/** Gives everything below a folder to its program's user. What a link leads to is not ours to give. */
export function giveFolder(folder: string, { owner }: Launch): void {
  if (!owner) return;
  // Not the recursive readdir: it walks through links to folders.
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    lchownSync(path, owner.uid, owner.gid);
    if (entry.isDirectory()) giveFolder(path, { prefix: [], owner });
  }
}

function chooseOwner(folder: string, users: readonly string[]): { uid: number; gid: number } {
  const { uid, gid } = statSync(folder);
  if (uid !== 0) return { uid, gid };
  for (const name of users) {
    const id = spawnSync('id', ['-u', name], { encoding: 'utf8', env: plainEnvironment });
    if (id.status !== 0) continue;
    const group = execFileSync('id', ['-g', name], { encoding: 'utf8', env: plainEnvironment });
    return { uid: Number(id.stdout), gid: Number(group) };
  }
  return { uid: 65534, gid: 65534 };
}

/** A look through `test`, run as that user: `ls -d` would need less than execution does. */
function canReach(prefix: readonly string[], path: string): boolean {
  const [command, ...rest] = prefix as [string, ...string[]];
  const script = 'test -r "$1" && test -x "$1"';
  return spawnSync(command, [...rest, '/bin/sh', '-c', script, 'sh', path], { env: plainEnvironment }).status === 0;
}

let found: string | null | undefined;
function setpriv(): string | null {
  if (found === undefined) {
    found = ['/usr/bin/setpriv', '/bin/setpriv', '/usr/sbin/setpriv'].find((path) => existsSync(path)) ?? null;
    // busybox has a setpriv without --pdeathsig.
    if (found && spawnSync(found, ['--pdeathsig', 'TERM', '/bin/true'], { env: plainEnvironment }).status !== 0) found = null;
  }
  return found;
}
