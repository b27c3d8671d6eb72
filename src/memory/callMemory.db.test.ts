import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Tx } from '../db/sql.ts';
import { type CallFixture, callFixture } from '../testing/callFixture.ts';
import { eventually } from '../testing/phones/eventually.ts';
import { openCallMemory } from './callMemory.ts';

let fixture: CallFixture;
beforeAll(async () => {
  fixture = await callFixture({ price: '60000000000' });
});
afterAll(() => fixture.close());

test('of two readings at once the newer one stays, though the older one comes back last', async () => {
  let hold: Promise<void> | undefined;
  let answered = 0;
  const slow = async (...asked: Parameters<Tx['query']>) => {
    const waits = hold;
    const answer = await fixture.app.query(...(asked as unknown as [string]));
    answered += 1;
    await waits;
    return answer;
  };
  const memory = await openCallMemory({ query: slow as unknown as Tx['query'] });
  const asked = answered;
  const { promise, resolve } = Promise.withResolvers<void>();
  hold = promise;
  const older = memory.reload();
  await eventually(() => answered === 2 * asked, 'the older one has read');
  hold = undefined;
  await fixture.owner.query(`insert into route (name) values ('Added later')`);
  await memory.reload();
  resolve();
  await older;
  expect([...memory.routes().values()].map((route) => route.name)).toContain('Added later');
});
