import { createSocket } from 'node:dgram';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isAlive, type ProcessIdentity, processIdentity } from '../src/supervisor/processIdentity.ts';
import type { PartName } from '../src/supervisor/supervise.ts';
import { hasAsterisk, type Instance, startInstance } from '../src/testing/instance.ts';

const parts: readonly PartName[] = ['postgres', 'asterisk', 'calls', 'office', 'panel'];

describe.skipIf(!hasAsterisk())('the whole product, started by one command', () => {
  let instance: Instance;
  beforeAll(async () => {
    instance = await startInstance();
  });
  afterAll(() => instance?.stop());

  const identities = () =>
    parts.map((part) => processIdentity(instance.pid(part))).filter((one): one is ProcessIdentity => one !== null);
  const isReady = async () => (await fetch(`${instance.panelUrl}/readyz`)).status;

  test('it is ready, answers phones, and hands out a link for the first Administrator', async () => {
    expect(await isReady()).toBe(200);
    expect(instance.setupUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/setup#[\w-]{32,}$/);
    expect(await sipOptions(instance.sipPort)).toMatch(/^SIP\/2\.0 \d{3} /);
  });

  test.each(parts)('%s that is killed comes back, and all is ready again', async (part) => {
    const others = identities().filter(({ pid }) => pid !== instance.pid(part));
    await instance.kill(part);
    await expect.poll(isReady).toBe(200);
    expect(await sipOptions(instance.sipPort)).toMatch(/^SIP\/2\.0/);
    // Nobody else was taken down with it.
    expect(others.filter(isAlive)).toEqual(others);
  });

  test('call control that hangs is killed and started again: callers are not left in silence', async () => {
    const hung = processIdentity(instance.pid('calls'));
    await instance.kill('calls', 'SIGSTOP');
    expect(hung && isAlive(hung)).toBe(false);
    expect(instance.said).toContainEqual(expect.stringContaining('call control has not answered'));
  });

  test('after a stop nothing runs, and the next start has the same ports and data', async () => {
    const before = identities();
    expect(before).toHaveLength(parts.length);
    await instance.stop({ keepData: true });
    expect(before.filter(isAlive)).toEqual([]);
    const { ports, data } = instance;
    instance = await startInstance({ data });
    expect(instance.ports).toEqual(ports);
    expect(await isReady()).toBe(200);
  });
});

/** The first line of Asterisk's answer to a SIP OPTIONS, asked again like any UDP request until it comes. */
function sipOptions(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    const ask = () => {
      const { port: own } = socket.address();
      const lines = [
        `OPTIONS sip:127.0.0.1:${port} SIP/2.0`,
        `Via: SIP/2.0/UDP 127.0.0.1:${own};branch=z9hG4bK${own};rport`,
        `From: <sip:anybody@127.0.0.1>;tag=1`,
        `To: <sip:127.0.0.1:${port}>`,
        `Call-ID: ${own}@127.0.0.1`,
        'CSeq: 1 OPTIONS',
        'Max-Forwards: 70',
        'Content-Length: 0',
      ];
      socket.send(`${lines.join('\r\n')}\r\n\r\n`, port, '127.0.0.1');
    };
    const again = setInterval(ask, 500);
    const late = setTimeout(() => socket.emit('error', new Error(`no SIP answer on port ${port}`)), 60_000);
    const over = () => {
      clearInterval(again);
      clearTimeout(late);
      socket.close();
    };
    socket.once('error', (error) => {
      over();
      reject(error);
    });
    socket.once('message', (bytes) => {
      over();
      resolve(bytes.toString().split('\r\n')[0] ?? '');
    });
    socket.bind(0, '127.0.0.1', ask);
  });
}
