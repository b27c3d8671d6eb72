import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type * as z from 'zod';
import { instant } from '../core/base/time.ts';
import { keepEngineStatus } from '../db/tables/engineStatus.ts';
import { furnish, openTestAccount } from '../testing/accounts.ts';
import { contractEndpoints, lineOf } from '../testing/contract.ts';
import { oddInput } from '../testing/oddInput.ts';
import { startTestPanel, type TestPanel } from '../testing/panel.ts';
import { problemSchema } from './contract/common.ts';
import type { EndpointOptions } from './contract/endpoint.ts';

/** More with FUZZ_RUNS in the environment: experiment e1 of quality.md in its full form. */
const runs = Number(process.env.FUZZ_RUNS ?? 15);
/** Processor time of this process for one request, milliseconds. Not by the clock: a busy machine is no fault of ours. */
const slowMilliseconds = 2000;
const contentTypes = [
  'application/json',
  'application/json; charset=utf-16',
  'text/plain',
  'application/xml',
  'multipart/form-data',
  'x',
  '',
];

let panel: TestPanel;
let cookie: string;
beforeAll(async () => {
  panel = await startTestPanel();
  await furnish(panel.context);
  await openTestAccount(panel.context);
  await openTestAccount(panel.context, { paymentType: 'post_paid' });
  // An engine that stays there all the time: "engine_unavailable" is an honest 503, and none is looked for here.
  const at = instant(panel.context.clock() + 3_600_000);
  await keepEngineStatus(panel.context.pool, { isConnected: true, version: '22', liveCalls: 0, shutsOutBy: 'asterisk', at });
  cookie = await panel.signIn('administrator');
});
afterAll(() => panel.close());

/** A test letter goes to whatever host was set before; the others end the session that the others need, or make it owe something first; they are tried by hand elsewhere. */
const untried = [
  ...['DELETE /session', 'PUT /staff/:id', 'POST /session', 'PUT /second-factor-rule'],
  ...['DELETE /staff-sessions/:id', 'DELETE /profile/sessions/:id', 'POST /staff/:id/second-factor/reset'],
  'POST /settings/mail/test',
];
const endpoints = [...contractEndpoints.values()].filter((one) => !untried.includes(lineOf(one)));

test.each(endpoints.map((one) => [lineOf(one), one] as const))('%s: no odd request breaks the server', async (_, endpoint) => {
  const request = fc.record({
    id: fc.oneof({ arbitrary: fc.constantFrom('1', '2', '999'), weight: 4 }, { arbitrary: fc.string(), weight: 1 }),
    query: endpoint.query ? oddInput(endpoint.query) : fc.constant({}),
    body: endpoint.body ? oddInput(endpoint.body) : fc.constant(undefined),
    contentType: fc.oneof({ arbitrary: fc.constant(contentTypes[0] ?? ''), weight: 12 }, fc.constantFrom(...contentTypes)),
  });
  await fc.assert(
    fc.asyncProperty(request, async (one) => {
      const began = process.cpuUsage();
      const response = await send(endpoint, one);
      const seen = { status: response.statusCode, body: response.body };
      expect(seen.status, response.body).toBeLessThan(500);
      const schema: z.ZodType = seen.status < 300 ? endpoint.response : problemSchema;
      // Files (CSV, XLSX, sound) are text to the contract.
      const isJson = String(response.headers['content-type']).includes('json');
      expect(schema.safeParse(isJson ? response.json() : response.body).success, response.body).toBe(true);
      const { user, system } = process.cpuUsage(began);
      expect((user + system) / 1000).toBeLessThan(slowMilliseconds);
    }),
    { numRuns: runs, ...(process.env.SEED && { seed: Number(process.env.SEED) }) },
  );
});

test('after all that the books still balance', async () => {
  const metrics = await panel.server.inject({ url: '/metrics' });
  expect(metrics.body).toMatch(/^vsppanel_money_invariant 0$/m);
});

type Odd = { readonly id: string; readonly query: unknown; readonly body: unknown; readonly contentType: string };

function send(endpoint: EndpointOptions, { id, query, body, contentType }: Odd) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(typeof query === 'object' && query !== null ? query : {}))
    search.set(name, typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
  return panel.server.inject({
    method: endpoint.method,
    url: `/api/v1${endpoint.path.replace(/:\w+/g, encodeURIComponent(id.toWellFormed()))}?${search}`,
    headers: { cookie, ...(body !== undefined && { 'content-type': contentType }) },
    ...(body !== undefined && { payload: JSON.stringify(body) }),
  });
}
