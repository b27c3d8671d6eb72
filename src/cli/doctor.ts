import type { Config } from '../config.ts';
import { type Check, machineChecks, runningChecks, stoppedChecks } from './checks.ts';
import type { Finding } from './finding.ts';
import { findInstance } from './instance.ts';

const marks = { right: '✓', note: '–', wrong: '✗' } as const;

/** Looks at everything that a working instance needs, says what is wrong and how to mend it. Answers the exit status. */
export async function doctor(config: Config, print: (line: string) => void): Promise<number> {
  const instance = findInstance(config);
  const isRunning = instance !== null && instance.supervisorPid !== null;
  const checks = [...machineChecks(config), ...(isRunning ? runningChecks(instance) : stoppedChecks(config))];
  let faults = 0;
  for (const check of checks) {
    const finding = await lookAt(check);
    print(`${marks[finding.kind]} ${check.name.padEnd(17)} ${finding.says}`);
    if (finding.kind !== 'wrong') continue;
    print(`${' '.repeat(20)}→ ${finding.remedy}`);
    faults += 1;
  }
  print(faults === 0 ? '\nAll is well.' : `\n${faults === 1 ? 'One thing is' : `${faults} things are`} wrong.`);
  return faults === 0 ? 0 : 1;
}

/** A check that fails to look is a finding too: what it ran into is what is wrong. */
async function lookAt(check: Check): Promise<Finding> {
  try {
    return await check.look();
  } catch (error) {
    const says = error instanceof Error ? error.message || error.name : String(error);
    return {
      kind: 'wrong',
      says,
      remedy: 'Mend what this line says, then run the doctor again. The log folder of the data folder tells more.',
    };
  }
}
