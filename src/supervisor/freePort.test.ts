import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { childEnvironment } from '../config.ts';
import { freePort, isPortFree } from './freePort.ts';
import { lease, portsToChoose } from './portLease.ts';

const onLinux = test.skipIf(process.platform !== 'linux');

test('ports that are asked for at once are all different, and free', async () => {
  const ports = await Promise.all(Array.from({ length: 20 }, () => freePort('127.0.0.1', ['tcp', 'udp'])));
  expect(new Set(ports).size).toBe(20);
  for (const port of ports) expect(await isPortFree(port, '127.0.0.1', ['tcp', 'udp'])).toBe(true);
});

test('a port that somebody has is not free', async () => {
  const port = await freePort('127.0.0.1');
  const other = createServer().listen(port, '127.0.0.1');
  await once(other, 'listening');
  expect(await isPortFree(port, '127.0.0.1', ['tcp'])).toBe(false);
  other.close();
});

onLinux('none is chosen that an outgoing connection may be given', async () => {
  const [from = 0, to = 0] = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').split(/\s+/).map(Number);
  const chosen = new Set(portsToChoose());
  expect(chosen.size).toBeGreaterThanOrEqual(500);
  if (to - from < 30_000) for (let port = from; port <= to; port += 1) expect(chosen.has(port)).toBe(false);
  const server = createServer().listen(await freePort('127.0.0.1'), '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const socket = connect({ port: typeof address === 'object' && address ? address.port : 0, host: '127.0.0.1' });
  await once(socket, 'connect');
  expect(socket.localPort).toBeGreaterThanOrEqual(from);
  expect(socket.localPort).toBeLessThanOrEqual(to);
  socket.destroy();
  server.close();
});

onLinux('a lease is one process’s at a time, and is gone with it however it ends', async () => {
  const name = `test-${randomUUID()}`;
  const script = `import { lease } from '${join(import.meta.dirname, 'portLease.ts')}';
    console.log(await lease('${name}'), await lease('${name}')); setInterval(() => {}, 1000);`;
  const words = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script];
  const other = spawn(process.execPath, words, { env: childEnvironment(), stdio: ['ignore', 'pipe', 'inherit'] });
  expect(String((await once(other.stdout, 'data'))[0])).toBe('true false\n');
  expect(await lease(name)).toBe(false);
  other.kill('SIGKILL');
  await once(other, 'exit');
  expect(await lease(name)).toBe(true);
});
