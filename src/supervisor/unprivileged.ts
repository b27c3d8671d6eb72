import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';

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

/**
 * How to run PostgreSQL, which refuses to run as root. Ordinary users run it as themselves. Root runs it as the user
 * that owns `folder` already, else as `postgres`, else as `nobody`. Where that user may not walk to the program or to
 * the folder (a clone below /root, a 0700 temporary folder) it gets one right of root's, to pass closed folders.
 * The right is given as an ambient capability; `no_setuid_fixup` makes access(2), which initdb uses, respect it.
 */
export function launchUnprivileged(programs: readonly string[], folder: string): Launch {
  if (process.getuid?.() !== 0) return { prefix: dieWithUs('INT'), owner: null };
  const command = setpriv();
  if (!command)
    throw new Error('PostgreSQL does not run as root. Start vspPanel as an ordinary user, or install util-linux (setpriv).');
  const owner = chooseOwner(folder);
  const become = [
    command,
    `--reuid=${owner.uid}`,
    `--regid=${owner.gid}`,
    '--clear-groups',
    '--no-new-privs',
    '--pdeathsig',
    'INT',
  ];
  const passing = ['--securebits=+no_setuid_fixup', '--inh-caps=-all,+dac_override', '--ambient-caps=-all,+dac_override'];
  const none = ['--inh-caps=-all', '--ambient-caps=-all'];
  for (const rights of [none, passing]) {
    const prefix = [...become, ...rights];
    if (programs.every((program) => canReach(prefix, program))) return { prefix, owner };
  }
  throw new Error(
    `PostgreSQL does not run as root, and the user with number ${owner.uid} cannot reach ${programs.join(' or ')}. ` +
      'Move vspPanel and its data folder to a place that other users may enter (for example /opt/vsppanel), ' +
      'start it as an ordinary user, or set DATABASE_URL to a PostgreSQL 18 that runs already.',
  );
}

function chooseOwner(folder: string): { uid: number; gid: number } {
  if (existsSync(folder)) {
    const { uid, gid } = statSync(folder);
    if (uid !== 0) return { uid, gid };
  }
  for (const name of ['postgres', 'nobody']) {
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
