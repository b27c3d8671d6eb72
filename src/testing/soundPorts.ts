import { randomInt } from 'node:crypto';
import { lease } from '../supervisor/portLease.ts';

/** Between the usual instance's block (ports.ts) and the ports that are chosen one by one (portLease.ts). */
const lowest = 11_000;
const highest = 30_999;

/**
 * A block of UDP ports for the sound of calls, for this process alone among the tests of this machine. Its size is a
 * multiple of 100; the programs that get it pass over a port that somebody else has open.
 */
export async function leaseSoundPorts(size: number): Promise<{ readonly start: number; readonly end: number }> {
  const blocks = Math.floor((highest - lowest + 1) / size);
  const first = randomInt(blocks);
  for (let at = 0; at < blocks; at += 1) {
    const start = lowest + ((first + at) % blocks) * size;
    if (await leaseHundreds(start, size)) return { start, end: start + size - 1 };
  }
  throw new Error(`No block of ${size} ports is free for sound.`);
}

async function leaseHundreds(start: number, size: number): Promise<boolean> {
  for (let at = start; at < start + size; at += 100) {
    if (!(await lease(`sound-${at}`))) return false;
  }
  return true;
}
