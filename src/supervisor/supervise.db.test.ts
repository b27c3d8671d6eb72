import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Config, childEnvironment, partConfig, readConfig } from '../config.ts';
import { freePort } from './freePort.ts';
import { nodePart } from './nodePart.ts';
import { isAlive, type ProcessIdentity, processIdentity } from './processIdentity.ts';
import { type Product, startProduct } from './supervise.ts';

let folder: string;
let said: string[];
let product: Product | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vsppanel-product-'));
  said = [];
  writeFileSync(scripts().calls, standIn('stopped calls'));
  writeFileSync(scripts().office, standIn('stopped office'));
  writeFileSync(scripts().panel, standIn('stopped panel'));
});
afterEach(async () => {
  await product?.stop();
  product = null;
  rmSync(folder, { recursive: true });
});

const scripts = () => ({ calls: join(folder, 'calls.ts'), office: join(folder, 'office.ts'), panel: join(folder, 'panel.ts') });
const reporter = {
  say: (line: string) => {
    said.push(line);
  },
  step: <Result>(_name: string, work: (detail: (line: string) => void) => Promise<Result>) => work(() => undefined),
};

/** In the place of call control and panel: says what it was told, stays, and notes when it was stopped. */
function standIn(lastWord: string): string {
  return `import { appendFileSync } from 'node:fs';
    import { joinSupervisor } from '${join(import.meta.dirname, 'joinSupervisor.ts')}';
    console.log(JSON.stringify(Object.fromEntries(Object.entries(process.env).filter(([name]) => /VSPPANEL|DATABASE|^PG/.test(name)))));
    setInterval(() => {}, 1000);
    joinSupervisor(async () => appendFileSync('${join(folder, 'order')}', '${lastWord}\\n')).ready({ setupPath: '/setup/once' });`;
}

async function settings(more: Record<string, string> = {}): Promise<Config> {
  const port = async () => String(await freePort('127.0.0.1', ['tcp', 'udp']));
  const names = ['VSPPANEL_HTTP_PORT', 'VSPPANEL_SIP_PORT', 'VSPPANEL_SIPS_PORT', 'VSPPANEL_IAX_PORT'];
  const ports = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await port()] as const)));
  return readConfig(
    { VSPPANEL_DATA: join(folder, 'data'), VSPPANEL_BIND: '127.0.0.1', VSPPANEL_ASTERISK: 'none', ...ports, ...more },
    folder,
  );
}

async function start(config: Config): Promise<Product> {
  product = await startProduct(config, { reporter, scripts: scripts() });
  return product;
}

function processes({ parts }: Product): ProcessIdentity[] {
  return [...parts.values()].map((part) => processIdentity(part.pid() ?? 0)).filter((one) => one !== null);
}

async function ask(url: string, question: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text: question, rowMode: 'array' })).rows[0]?.[0];
  } finally {
    await client.end();
  }
}

test('everything starts with its settings, stops in reverse order, and starts again with its data and ports', async () => {
  const first = await start(await settings());
  expect([...first.parts.keys()]).toEqual(['postgres', 'calls', 'office', 'panel']);
  expect(first.setupUrl).toBe(`${first.panelUrl}/setup/once`);
  expect(first.asterisk).toMatchObject({ kind: 'missing', advice: expect.stringContaining('VSPPANEL_ASTERISK') });
  expect(said).toEqual([expect.stringContaining('Starting without calls')]);

  const told = JSON.parse(readFileSync(join(folder, 'data', 'log', 'panel.log'), 'utf8'));
  expect(partConfig(told)).toMatchObject({ httpPort: first.ports.http, engine: null, appUrl: first.database.appUrl });
  expect(JSON.stringify(told)).not.toContain('vsppanel_owner');

  await ask(first.database.ownerUrl, 'create table kept as select 42 as n');
  const before = processes(first);
  expect(before).toHaveLength(4);
  await first.stop();
  expect(before.filter(isAlive)).toEqual([]);
  expect(readFileSync(join(folder, 'order'), 'utf8')).toBe('stopped panel\nstopped office\nstopped calls\n');

  const { httpPort, ...rest } = await settings();
  const second = await start({ ...rest, httpPort: { port: httpPort.port, isExplicit: false } });
  expect(second.ports.http).toBe(first.ports.http);
  expect(second.ports.postgres).toBe(first.ports.postgres);
  expect(await ask(second.database.ownerUrl, 'select n from kept')).toBe(42);
});

test('a second start on the same folder is refused, and does not disturb the first', async () => {
  const first = await start(await settings());
  await expect(startProduct(await settings(), { reporter, scripts: scripts() })).rejects.toThrow(`process ${process.pid}`);
  expect(processes(first)).toHaveLength(4);
});

test('PostgreSQL that is killed comes back with what was committed', async () => {
  const { parts, database } = await start(await settings());
  await ask(database.ownerUrl, 'create table kept as select 42 as n');
  const postgres = parts.get('postgres');
  const pid = postgres?.pid() ?? 0;
  process.kill(pid, 'SIGKILL');
  expect(await postgres?.restartedAfter(pid)).not.toBe(pid);
  expect(await ask(database.ownerUrl, 'select n from kept')).toBe(42);
});

test('a part that cannot start ends the start with its reason and leaves nothing', async () => {
  writeFileSync(scripts().panel, 'throw new Error("the page burned");');
  await expect(start(await settings())).rejects.toThrow(/the panel ended while starting[\s\S]*the page burned/);
  const record = JSON.parse(readFileSync(join(folder, 'data', 'run', 'parts.json'), 'utf8')) as ProcessIdentity[];
  expect(record.length).toBeGreaterThanOrEqual(2);
  expect(record.filter(isAlive)).toEqual([]);
});

test('a usual port that is taken is replaced and said; one that was asked for is an error', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  try {
    const usual = { ...(await settings()), httpPort: { port, isExplicit: false } };
    await expect(start({ ...usual, httpPort: { port, isExplicit: true } })).rejects.toThrow(
      `Port ${port} for the panel (VSPPANEL_HTTP_PORT)`,
    );
    const running = await start(usual);
    expect(running.ports.http).not.toBe(port);
    expect(said[0]).toContain(`Port ${port} for the panel is taken by another program: using ${running.ports.http}`);
  } finally {
    other.close();
  }
});

test('when the supervisor is killed its parts end; what should be left the next start ends', async () => {
  const config = await settings();
  const supervisor = join(folder, 'supervisor.ts');
  writeFileSync(
    supervisor,
    `import { startProduct } from '${join(import.meta.dirname, 'supervise.ts')}';
     import { joinSupervisor } from '${join(import.meta.dirname, 'joinSupervisor.ts')}';
     const { ready } = joinSupervisor(async () => {});
     const product = await startProduct(${JSON.stringify(config)}, { reporter: { say: () => {}, step: (name, work) => work(() => {}) }, scripts: ${JSON.stringify(scripts())} });
     console.log(JSON.stringify([...product.parts.values()].map((part) => part.pid())));
     ready();`,
  );
  const logFile = join(folder, 'supervisor.log');
  const outer = await nodePart({
    name: 'supervisor',
    script: supervisor,
    environment: childEnvironment(),
    logFile,
    say: () => undefined,
  }).start(new AbortController().signal);
  const parts = (JSON.parse(readFileSync(logFile, 'utf8')) as number[]).map((pid) => processIdentity(pid));
  expect(parts.filter((one) => one && isAlive(one))).toHaveLength(4);
  process.kill(outer.pid, 'SIGKILL');
  await outer.exited;
  await start(config);
  expect(parts.filter((one) => one && isAlive(one))).toEqual([]);
});
