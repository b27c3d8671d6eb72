import { expect, it } from 'vitest';
import { turns } from './turns.ts';

it('never lets more run at once than it may, keeps the order, and goes on after a failure', async () => {
  const inTurn = turns(2);
  const begun: number[] = [];
  let running = 0;
  let most = 0;
  const piece = (name: number) =>
    inTurn(async () => {
      begun.push(name);
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      if (name === 1) throw new Error('one failed');
      return name;
    });
  const ended = await Promise.allSettled([0, 1, 2, 3, 4].map(piece));
  expect(most).toBe(2);
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  expect(ended.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
});
