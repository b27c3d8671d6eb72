import { Agent, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { furnish } from '../testing/accounts.ts';
import { startTestPanel, type TestPanel } from '../testing/panel.ts';

/** Saves at once, over as many connections as a busy office has browsers. */
const saves = 200;
const connections = 40;

let panel: TestPanel;
let port: number;
/** Of the same session: for requests without a network, and for those over it. */
let injected: string;
let cookie: string;
beforeAll(async () => {
  panel = await startTestPanel();
  await furnish(panel.context);
  injected = await panel.signIn('super_user');
  await panel.server.listen({ host: '127.0.0.1', port: 0 });
  port = (panel.server.server.address() as AddressInfo).port;
  // Each instance on a machine names its cookie after its port.
  cookie = injected.replace(/^[^=]+/, `vsppanel_${port}`);
});
afterAll(() => panel.close());

type Answer = { readonly status: number; readonly account?: { readonly customerNumber: string; readonly lastName: string } };

test(`of ${saves} accounts saved at once over ${connections} connections each gets a number of its own, and none is lost`, async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const answers = await Promise.all(Array.from({ length: saves }, (_, index) => save(agent, `Race ${index}`)));
  const seen = new Set(answers.map(({ account }) => account?.customerNumber));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  expect(Object.values(agent.freeSockets).flat().length).toBeGreaterThan(connections / 2);
  agent.destroy();
  expect(seen.size).toBe(saves);
  expect(new Set(answers.map(({ account }) => account?.lastName)).size).toBe(saves);
  expect(await stored()).toEqual(new Map(answers.map(({ account }) => [account?.lastName, account?.customerNumber])));
});

/** Name and number of every account, as the list shows them. */
async function stored(): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  let after = '';
  do {
    const page = (await panel.ask('GET', `/accounts?limit=200${after && `&after=${after}`}`, { cookie: injected })).json();
    for (const { displayName, customerNumber } of page.items) names.set(displayName, customerNumber);
    after = page.next ?? '';
  } while (after !== '');
  return names;
}

function save(agent: Agent, lastName: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { cookie, 'content-type': 'application/json' };
    const sent = request({ agent, host: '127.0.0.1', port, method: 'POST', path: '/api/v1/accounts', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, ...JSON.parse(text) }));
    });
    sent.on('error', reject);
    sent.end(JSON.stringify({ lastName }));
  });
}
