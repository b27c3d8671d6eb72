import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instant } from '../../core/base/time.ts';
import { bansScript, openFirewall } from './firewall.ts';

const now = instant(1_800_000_000_000);
const after = (seconds: number) => instant(now + seconds * 1000);

test('bans become elements with what is left of their time, in one step', () => {
  const bans = [
    { network: '192.0.2.7/32', until: after(600) },
    { network: '198.51.100.0/24', until: undefined },
    { network: '2001:db8::/64', until: after(0.2) },
    { network: '192.0.2.8/32', until: after(-1) },
  ];
  expect(bansScript('t', bans, now).split('\n')).toEqual([
    'flush set inet t banned4',
    'flush set inet t banned6',
    'add element inet t banned4 { 192.0.2.7/32 timeout 600s, 198.51.100.0/24 }',
    'add element inet t banned6 { 2001:db8::/64 timeout 1s }',
    '',
  ]);
});

test('what is no network never reaches the firewall', () => {
  for (const network of ['192.0.2.7/32 }; flush ruleset', 'example.com/32', '192.0.2.7'])
    expect(() => bansScript('t', [{ network, until: undefined }], now)).toThrow(TypeError);
});

test('without nftables, or without the right to it, the firewall says no', async () => {
  for (const command of [['/no/such/nft'], ['false']] as const)
    expect(await openFirewall({ table: 't', ports: [5060], command }).open()).toBe(false);
});

/** A network of its own, with nothing but its loopback: the machine's firewall is not touched. */
const hasNamespaces = spawnSync('unshare', ['-n', 'nft', 'list', 'tables']).status === 0;

describe.skipIf(!hasNamespaces)('with real nftables', () => {
  let holder: ChildProcess;
  let inside: [string, ...string[]];
  beforeAll(async () => {
    holder = spawn('unshare', ['-n', 'sh', '-c', 'ip link set lo up && echo up && exec cat'], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    await once(holder.stdout as NodeJS.ReadableStream, 'data');
    inside = ['nsenter', '-t', String(holder.pid), '-n'];
  });
  afterAll(() => holder.kill('SIGKILL'));

  /** Who of these addresses reaches UDP port 5060, asked until the last one, which is never banned, does. */
  const reaches = (...addresses: string[]): readonly string[] => {
    const script = `
      const { createSocket } = require('node:dgram');
      const server = createSocket('udp4'), heard = new Set(), addresses = ${JSON.stringify(addresses)};
      server.on('message', (_, from) => { heard.add(from.address); if (heard.has(addresses.at(-1))) end(); });
      const end = () => setImmediate(() => { console.log(JSON.stringify(addresses.filter((one) => heard.has(one)))); process.exit(); });
      server.bind(5060, '127.0.0.1', async () => {
        for (const address of addresses) {
          const client = createSocket('udp4');
          await new Promise((done) => client.bind(0, address, done));
          await new Promise((done) => client.send('x', 5060, '127.0.0.1', () => client.close(done)));
        }
      });`;
    const [program, ...words] = [...inside, process.execPath, '-e', script];
    return JSON.parse(spawnSync(program ?? '', words, { encoding: 'utf8' }).stdout) as string[];
  };

  test('banned networks do not reach the phones’ ports, the others do; the end of a ban and our own end let them in', async () => {
    const command: [string, ...string[]] = [...inside, 'nft'];
    const firewall = openFirewall({ table: 'vsppanel_5060', ports: [5060, 4569], command });
    expect(await firewall.open()).toBe(true);
    expect(await firewall.open()).toBe(true);
    expect(reaches('127.0.1.5', '127.0.0.9')).toEqual(['127.0.1.5', '127.0.0.9']);
    const one = { network: '127.0.1.5/32', until: after(600) };
    await firewall.apply(
      [one, { network: '127.0.2.0/24', until: undefined }, { network: '2001:db8::/64', until: after(9) }],
      now,
    );
    expect(reaches('127.0.1.5', '127.0.2.77', '127.0.1.6', '127.0.0.9')).toEqual(['127.0.1.6', '127.0.0.9']);
    // A network and an address in it: both were banned, by a person and by itself.
    await firewall.apply([one, { network: '127.0.1.0/24', until: undefined }], now);
    expect(reaches('127.0.1.5', '127.0.2.77', '127.0.0.9')).toEqual(['127.0.2.77', '127.0.0.9']);
    await firewall.apply([], now);
    expect(reaches('127.0.1.5', '127.0.0.9')).toEqual(['127.0.1.5', '127.0.0.9']);
    await firewall.apply([one], now);
    await firewall.close();
    expect(reaches('127.0.1.5', '127.0.0.9')).toEqual(['127.0.1.5', '127.0.0.9']);
    await expect(firewall.apply([one], now)).rejects.toThrow(/nft ended/);
  });
});
