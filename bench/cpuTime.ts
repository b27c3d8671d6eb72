import { readFileSync } from 'node:fs';
import { familyOf } from '../src/supervisor/watchPostgres.ts';

/** Clock ticks of proc(5) are hundredths of a second on every Linux that Node runs on. Milliseconds. */
const tickMilliseconds = 10;

/** What a process and those below it have computed so far, on all cores. Milliseconds. Unlike waiting times, other work on the machine changes it little. */
export function cpuTime(pid: number): number {
  return familyOf(pid).reduce((sum, one) => sum + ticksOf(one) * tickMilliseconds, 0);
}

/** Fields 14 and 15 of /proc/<pid>/stat, user and system time; the name in field 2 may hold spaces and brackets. */
function ticksOf(pid: number): number {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    return 0; // It ended while we looked.
  }
}
