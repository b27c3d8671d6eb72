import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { plainEnvironment } from './unprivileged.ts';

/** A process number is used again after a while; together with its start time it names one process for ever. */
export type ProcessIdentity = { readonly pid: number; readonly startedAt: string };

/** Who this process is, or null when there is no such process (any more). */
export function processIdentity(pid: number): ProcessIdentity | null {
  const startedAt = process.platform === 'linux' ? startTicks(pid) : startFromPs(pid);
  return startedAt === null ? null : { pid, startedAt };
}

export function isAlive(identity: ProcessIdentity): boolean {
  return processIdentity(identity.pid)?.startedAt === identity.startedAt;
}

/** Field 22 of /proc/<pid>/stat: clock ticks since boot (proc(5)). The name in field 2 may hold spaces and brackets. */
function startTicks(pid: number): string | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, ...rest] = fields.slice(fields.lastIndexOf(')') + 2).split(' ');
    // A zombie has ended; only its parent has not looked yet.
    return state === 'Z' || state === 'X' ? null : (rest[18] ?? null);
  } catch {
    return null;
  }
}

function startFromPs(pid: number): string | null {
  const asked = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', env: plainEnvironment });
  return asked.status === 0 && asked.stdout.trim() !== '' ? asked.stdout.trim() : null;
}
