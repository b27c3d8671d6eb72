import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createPlainServer } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type HookReceiver, loopbackPolicy, startHookReceiver } from '../testing/hookReceiver.ts';
import { hookDeliverer } from './deliverHook.ts';
import { fetchSafely } from './fetchSafely.ts';
import { signatureOf } from './sign.ts';

let receiver: HookReceiver;
beforeAll(async () => {
  receiver = await startHookReceiver();
});
afterAll(() => receiver.close());
const servers: { close: (done: () => void) => unknown }[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise<void>((resolve) => server.close(resolve));
});

const secret = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;
const letter = { doesAllowHttp: true, key: 'event-1', timestamp: 1_700_000_000, body: '{"é":1}', secrets: [secret] };
const wanted = (url: string) => ({ url, doesAllowHttp: true, headers: {}, body: '{}' });

test('a delivery is signed as the example of Standard Webhooks 1.0.0 says', () => {
  // Secret, id, time and payload of the specification's own test; the signature is its answer.
  const body = '{"test": 2432232314}';
  const signed = signatureOf(['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'], 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1_614_265_330, body);
  expect(signed).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

test('what arrives is the body byte by byte, with its id, time and signature', async () => {
  const attempt = await hookDeliverer(loopbackPolicy)({ ...letter, url: receiver.url('/a?b=c') });
  expect(attempt).toMatchObject({ status: 200, problem: '', answer: 'thank you' });
  const [got] = receiver.received;
  expect(got).toMatchObject({ path: '/a?b=c', text: letter.body });
  expect(got?.headers).toMatchObject({
    ...{ 'webhook-id': 'event-1', 'webhook-timestamp': '1700000000', 'content-type': 'application/json' },
    host: `hooks.example.com:${receiver.port}`,
  });
  const key = Buffer.from(secret.slice(6), 'base64');
  const own = createHmac('sha256', key).update(`event-1.1700000000.${letter.body}`).digest('base64');
  expect(got?.headers['webhook-signature']).toBe(`v1,${own}`);
});

describe('a bad other side', () => {
  const listen = async (server: Server | ReturnType<typeof createPlainServer>): Promise<string> => {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://bad.example.com:${(server.address() as AddressInfo).port}/`;
  };

  test('that says nothing is given up on in time', async () => {
    const url = await listen(createPlainServer((socket) => void socket.on('error', () => undefined).resume()));
    expect(await fetchSafely(loopbackPolicy, wanted(url), 300)).toMatchObject({ problem: 'No answer within 0.3 seconds.' });
  });

  test('that drips is given up on in time', async () => {
    const server = createServer((_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(timer));
    });
    expect((await fetchSafely(loopbackPolicy, wanted(await listen(server)), 300)).problem).toContain('No answer within');
  });

  test('that never stops is cut off, and counts by its status', async () => {
    const server = createServer((_, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write('y'.repeat(65_536)));
        response.once('drain', more);
      };
      more();
    });
    expect(await fetchSafely(loopbackPolicy, wanted(await listen(server)))).toMatchObject({ status: 200, problem: '' });
  });

  test('that speaks nonsense is no success', async () => {
    const url = await listen(
      createPlainServer(
        (socket) =>
          void socket
            .on('error', () => undefined)
            .resume()
            .end('SSH-2.0-nonsense\r\n'),
      ),
    );
    expect((await fetchSafely(loopbackPolicy, wanted(url))).problem).toContain('failed');
  });

  test('that changes the protocol is no success', async () => {
    const server = createServer().on('upgrade', (_, socket) => socket.destroy());
    server.on('request', (_, response) => {
      response.socket?.end('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n');
    });
    const answer = await fetchSafely(loopbackPolicy, wanted(await listen(server)));
    expect(answer).toMatchObject({ status: 101, problem: 'It answered 101.' });
  });

  test('that is not there is said in words', async () => {
    const url = await listen(createServer());
    await new Promise<void>((resolve) => servers.splice(0)[0]?.close(resolve));
    expect((await fetchSafely(loopbackPolicy, wanted(url))).problem).toBe('The machine refuses connections at this port.');
  });

  test('whose name leads nowhere, or whose name server is silent, is said in words', async () => {
    const nowhere = { ...loopbackPolicy, resolve: async () => [] };
    expect((await fetchSafely(nowhere, wanted('http://gone.example.com/'))).problem).toContain('no machine of the name');
    const silent = { ...loopbackPolicy, resolve: () => new Promise<never>(() => undefined) };
    expect((await fetchSafely(silent, wanted('http://gone.example.com/'), 200)).problem).toContain('No answer within');
  });
});
