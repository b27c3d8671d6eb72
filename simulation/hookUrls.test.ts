import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readHookUrl } from '../src/core/wires/hookUrl.ts';
import { fetchSafely } from '../src/wires/fetchSafely.ts';
import { internetPolicy } from '../src/wires/policy.ts';
import type { WirePolicy } from '../src/wires/wire.ts';
import { type DnsStub, startDnsStub } from './dnsStub.ts';
import { hookUrlForms, namesInside } from './hookUrls.ts';
import { seedAndRounds } from './random.ts';

// Experiment e5 of quality.md: nothing that the server is told to fetch reaches a private address. ROUNDS = how many URL forms.
const { seed, rounds } = seedAndRounds(400);

let trap: Server;
let port: number;
let connections = 0;
let turns = 0;
let dns: DnsStub;
const lines: Record<string, readonly string[]> = {
  'loop.attack.example': ['127.0.0.1'],
  'cloud.attack.example': ['169.254.169.254'],
  'six.attack.example': ['::1'],
  'mapped.attack.example': ['::ffff:7f00:1'],
  'mixed.attack.example': ['93.184.215.14', '127.0.0.1'],
  'own.attack.example': ['0.0.0.0'],
  'ipp.attack.example': ['10.1.2.3', 'fd00::1'],
};

beforeAll(async () => {
  // On every address of this machine: whoever connects anywhere here is counted.
  trap = createServer((_, response) => response.end('caught'));
  trap.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => trap.listen(0, resolve));
  port = (trap.address() as AddressInfo).port;
  dns = await startDnsStub((name) => {
    if (name === 'turning.attack.example') {
      turns += 1;
      return turns % 2 === 0 ? ['93.184.215.14'] : ['127.0.0.1'];
    }
    return lines[name] ?? [];
  });
});
afterAll(async () => {
  trap.closeAllConnections();
  await Promise.all([new Promise((resolve) => trap.close(resolve)), dns.close()]);
});

const wanted = (url: string) => ({ url, doesAllowHttp: true, headers: {}, body: '{}' });

/** The product's own policy; what it would let out to the internet is written down and stays here. */
function watchedPolicy(letOut: string[]): WirePolicy {
  const real = internetPolicy({ ownAddresses: [], dnsServers: [dns.server] });
  return {
    resolve: real.resolve,
    mayConnect: (address) => {
      if (!real.mayConnect(address)) return false;
      letOut.push(address);
      return false;
    },
  };
}

describe('addresses inside', () => {
  test(`are reached by no way to write them, of at most ${rounds}`, async () => {
    const all = hookUrlForms(port);
    expect(all.length).toBeGreaterThan(2000);
    const step = Math.max(1, Math.floor(all.length / rounds));
    const forms = [
      ...all.filter((_, index) => (index + seed) % step === 0),
      ...namesInside.map((name) => `http://${name}:${port}/`),
    ];
    const letOut: string[] = [];
    const policy = watchedPolicy(letOut);
    const delivered: string[] = [];
    for (const url of forms) {
      const attempt = await fetchSafely(policy, wanted(url), 5000);
      if (attempt.problem === '' || attempt.status !== undefined) delivered.push(url);
    }
    expect(delivered).toEqual([]);
    // Half of the answers of these two names are public; the others must have been refused before.
    expect(letOut.filter((address) => address !== '93.184.215.14')).toEqual([]);
    expect(connections).toBe(0);
    expect(dns.asked).toEqual(expect.arrayContaining(Object.keys(lines)));
  });

  test('a check of the text alone would have been fooled: the trap works', async () => {
    const naive = (url: string) =>
      new Promise<void>((resolve) => {
        request(url, { agent: false }, (response) => response.resume().once('end', () => resolve()))
          .once('error', () => resolve())
          .end();
      });
    const before = connections;
    const fooling = ['0x7f.1', '2130706433', '0177.0.0.1', '127.1', '[::ffff:127.0.0.1]'].map(
      (host) => `http://${host}:${port}/`,
    );
    for (const url of fooling) await naive(url);
    expect(connections - before).toBe(fooling.length);
    for (const url of fooling) expect(readHookUrl(url, { doesAllowHttp: true }).ok, url).toBe(false);
    connections = before;
  });
});

describe('a name that turns', () => {
  test('is asked once; what was checked is what is connected to, and a redirect is not followed', async () => {
    const reached: string[] = [];
    const outside = createServer((incoming, response) => {
      reached.push(incoming.url ?? '');
      response.writeHead(307, { location: `http://127.0.0.1:${outsidePort}/inside` }).end();
    });
    await new Promise<void>((resolve) => outside.listen(0, '127.0.0.2', resolve));
    const outsidePort = (outside.address() as AddressInfo).port;
    let inside = 0;
    const insideServer = createServer((_, response) => response.end());
    insideServer.on('connection', () => {
      inside += 1;
    });
    await new Promise<void>((resolve) => insideServer.listen(outsidePort, '127.0.0.1', resolve));
    let asked = 0;
    // 127.0.0.2 plays the internet: the first answer is good, every later one is not.
    const policy: WirePolicy = {
      resolve: async () => {
        asked += 1;
        return [asked === 1 ? '127.0.0.2' : '127.0.0.1'];
      },
      mayConnect: (address) => address === '127.0.0.2',
    };
    const attempt = await fetchSafely(policy, wanted(`http://turning.example.com:${outsidePort}/out`));
    expect(attempt).toMatchObject({ status: 307, problem: expect.stringContaining('redirect') });
    expect([reached, asked, inside]).toEqual([['/out'], 1, 0]);
    expect((await fetchSafely(policy, wanted(`http://turning.example.com:${outsidePort}/out`))).problem).toContain('127.0.0.1');
    expect([reached.length, inside]).toEqual([1, 0]);
    for (const server of [outside, insideServer]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });
});
