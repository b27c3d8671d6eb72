import { expect, it } from 'vitest';
import { oneAtATime } from './oneAtATime.ts';

/** A world that changes, and a copy of it whose readings take as long as the test says. */
function slowCopy() {
  const world = { state: 1, copy: 0, readings: 0 };
  const waiting: (() => void)[] = [];
  const read = oneAtATime(async () => {
    world.readings += 1;
    const seen = world.state;
    await new Promise<void>((resolve) => waiting.push(resolve));
    world.copy = seen;
  });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return { world, read, finish: () => waiting.shift()?.(), turn };
}

it('never lets a reading that began before a change end after one that saw it', async () => {
  const { world, read, finish, turn } = slowCopy();
  const first = read();
  world.state = 2;
  const second = read();
  finish();
  await first;
  await turn();
  finish();
  await second;
  expect(world).toEqual({ state: 2, copy: 2, readings: 2 });
});

it('reads once for all who ask while it is busy', async () => {
  const { world, read, finish, turn } = slowCopy();
  const asked = [read(), read(), read(), read()];
  finish();
  await turn();
  finish();
  await Promise.all(asked);
  expect(world.readings).toBe(2);
});

it('goes on after a failure, of which only those hear who asked for it', async () => {
  let times = 0;
  const work = oneAtATime(async () => {
    times += 1;
    if (times === 1) throw new Error('the database is away');
  });
  const [first, second] = [work(), work()];
  await expect(first).rejects.toThrow('away');
  await expect(second).resolves.toBeUndefined();
  await expect(work()).resolves.toBeUndefined();
  expect(times).toBe(3);
});
