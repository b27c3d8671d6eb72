import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Id } from '../core/base/id.ts';
import { type Instant, instant } from '../core/base/time.ts';
import type { TriedHost } from '../core/calls/call.ts';
import { getProviders } from '../db/reads/callProviders.ts';
import { type CallFixture, callFixture } from '../testing/callFixture.ts';
import { type FakeEngine, fakeEngine } from '../testing/fakeEngine.ts';
import { openProviderWatch, type ProviderWatch } from './providerWatch.ts';

let fixture: CallFixture;
let engine: FakeEngine;
let watch: ProviderWatch;
let id: Id;
let now = instant(Date.parse('2026-03-04T05:06:07Z'));

beforeAll(async () => {
  fixture = await callFixture({ price: '1' });
});
afterAll(() => fixture.close());
beforeEach(async () => {
  const { rows } = await fixture.owner.query<{ id: Id }>(
    `insert into provider (name, protocol, host, more_hosts, probe_seconds, fence_after, fence_seconds)
     values ('Watched ' || gen_random_uuid(), 'sip', 'a.example', '[{"host": "b.example", "port": 5060, "priority": 1, "weight": 1}]', 10, 2, 60)
     returning id`,
  );
  id = rows[0]!.id;
  engine = fakeEngine();
  watch = openProviderWatch(fixture.context, engine);
});

const pass = (seconds: number): Instant => {
  now = instant(now + seconds * 1000);
  fixture.setNow(now);
  return now;
};
const see = async (first: boolean | 'loop' | undefined, second: boolean | undefined = true) => {
  engine.states = [
    { providerId: id, host: 1, isGood: first },
    { providerId: id, host: 2, isGood: second },
  ];
  await watch.look();
};
const tried = (hangupCause: number, wasAnswered = false, host = 1): TriedHost => ({
  providerId: id,
  host,
  wasAnswered,
  hangupCause,
});
const probes = async () => (await getProviders(fixture.app)).get(id)?.hosts.map(({ state }) => state.probe);
const fences = async () => (await getProviders(fixture.app)).get(id)?.hosts.map(({ state }) => state.fencedUntil);

test('what probes say is what calls are planned by, and it outlives call control', async () => {
  await see(true);
  expect(await probes()).toEqual(['up', 'up']);
  await see(false);
  expect(await probes()).toEqual(['down', 'up']);
  watch = openProviderWatch(fixture.context, engine); // it starts again
  pass(3);
  await see(true);
  expect(await probes()).toEqual(['recovering', 'up']);
  pass(19);
  await see(true);
  expect(await probes()).toEqual(['recovering', 'up']);
  pass(1);
  await see(true);
  expect(await probes()).toEqual(['up', 'up']);
});

test('calls that fail in a row fence the host at once, and the fence ends by itself', async () => {
  await see(true);
  await watch.tried([tried(34), tried(17), tried(34)]);
  expect(await fences()).toEqual([undefined, undefined]);
  await watch.tried([tried(34)]);
  expect(await fences()).toEqual([now + 60_000, undefined]);
  pass(60);
  await watch.tried([tried(16, true)]);
  expect(await fences()).toEqual([undefined, undefined]);
});

test('attempts are counted by the minute, at a provider added a moment ago, too', async () => {
  await watch.tried([tried(34), tried(16, true), tried(16, true, 2)]);
  await see(true);
  const { rows } = await fixture.owner.query('select attempts, answered from provider_tally where provider_id = $1', [id]);
  expect(rows).toEqual([{ attempts: 3, answered: 2 }]);
});

test('a circle is never used, until its address is another one', async () => {
  await see('loop');
  expect(await probes()).toEqual(['loop', 'up']);
  await fixture.owner.query(`update provider set host = 'c.example' where id = $1`, [id]);
  await fixture.owner.query('delete from provider_host_state where provider_id = $1', [id]);
  await see(true);
  expect(await probes()).toEqual(['up', 'up']);
});

test('an engine that cannot be asked leaves what is known', async () => {
  await see(false, true);
  const broken = openProviderWatch(fixture.context, { trunkStates: () => Promise.reject(new Error('gone')) });
  await expect(broken.look()).rejects.toThrow('gone');
  expect(await probes()).toEqual(['unknown', 'up']);
});
