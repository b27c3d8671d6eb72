import { describe, expect, it } from 'vitest';
import { instant } from '../base/time.ts';
import { called, goodProbesNeeded, type HostHealth, isHostUsable, isProviderFault, probed } from './hostHealth.ts';

const fresh: HostHealth = { probe: 'unknown', failures: 0 };
const second = (count: number) => instant(count * 1000);
/** g good, b bad, n not probed, l loop; one look a second, probes every second. */
const after = (looks: string) =>
  [...looks].reduce(
    (health, look, index) => probed(health, { g: true, b: false, l: 'loop' as const }[look], second(index), 1),
    fresh,
  );

describe('what probes make of a host', () => {
  it.each([
    ['', 'unknown'],
    ['b', 'unknown'],
    ['bbb', 'unknown'],
    ['g', 'up'],
    ['gb', 'down'],
    ['gbg', 'recovering'],
    [`gb${'g'.repeat(goodProbesNeeded)}`, 'up'],
    [`gb${'g'.repeat(goodProbesNeeded - 1)}b`, 'down'],
    [`gb${'g'.repeat(goodProbesNeeded - 1)}bg`, 'recovering'],
    ['gn', 'unknown'],
    ['gl', 'loop'],
    ['glb', 'unknown'],
    ['glg', 'up'],
  ])('%s: %s', (looks, probe) => {
    expect(after(looks).probe).toBe(probe);
  });
  it('who is down or recovering gets no call; who was never asked does', () => {
    const usable = ['', 'g', 'gb', 'gbg', 'gl'].map((looks) => isHostUsable(after(looks), second(9)));
    expect(usable).toEqual([true, true, false, false, false]);
  });
});

describe('what calls make of a host', () => {
  const fence = { afterFailures: 3, seconds: 60 };
  const lost = (health: HostHealth, times = 1, at = 0) =>
    Array.from({ length: times }).reduce<HostHealth>((one) => called(one, 34, false, second(at), fence), health);
  it('fences after so many failures in a row, for so long, and after one more again', () => {
    expect(lost(fresh, 2).fencedUntil).toBeUndefined();
    const fenced = lost(fresh, 3);
    expect(fenced.fencedUntil).toBe(60_000);
    expect([isHostUsable(fenced, second(59)), isHostUsable(fenced, second(60))]).toEqual([false, true]);
    expect(lost(fenced, 1, 60).fencedUntil).toBe(120_000);
  });
  it('a call that came through ends the count and the fence', () => {
    expect(called(lost(fresh, 3), 16, true, second(60), fence)).toEqual(fresh);
    expect(called(lost(fresh, 2), 17, false, second(1), fence)).toEqual(fresh);
  });
  it('never, when it is switched off', () => {
    const off = { afterFailures: 0, seconds: 60 };
    const many = Array.from({ length: 50 }).reduce<HostHealth>((one) => called(one, 34, false, second(0), off), fresh);
    expect(many.fencedUntil).toBeUndefined();
  });
  it('what the called person did is no fault of the provider', () => {
    expect([1, 16, 17, 19, 21, 22, 28].filter(isProviderFault)).toEqual([]);
    expect([3, 18, 27, 34, 38, 41, 42].every(isProviderFault)).toBe(true);
  });
});
