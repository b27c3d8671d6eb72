import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import { type Instance, startInstance } from '../testing/instance.ts';
import { doctor } from './doctor.ts';

let folder: string;
let instance: Instance | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vsppanel-doctor-'));
});
afterEach(async () => {
  await instance?.stop();
  instance = null;
  rmSync(folder, { recursive: true });
});

async function examine(data: string): Promise<{ status: number; lines: string[] }> {
  const lines: string[] = [];
  const config = readConfig({ VSPPANEL_DATA: data, VSPPANEL_BIND: '127.0.0.1', VSPPANEL_ASTERISK: 'none' }, '/');
  return { status: await doctor(config, (line) => lines.push(line)), lines };
}

/** Stand-ins: the panel answers /readyz, call control just lives. */
async function startParts(): Promise<Instance> {
  const joining = `import { joinSupervisor } from '${join(import.meta.dirname, '../supervisor/joinSupervisor.ts')}';\n`;
  const scripts = { calls: join(folder, 'calls.ts'), office: join(folder, 'office.ts'), panel: join(folder, 'panel.ts') };
  writeFileSync(scripts.calls, `${joining}joinSupervisor(async () => {}).ready();`);
  writeFileSync(scripts.office, `${joining}joinSupervisor(async () => {}).ready();`);
  writeFileSync(
    scripts.panel,
    `${joining}import { createServer } from 'node:http';
     const server = createServer((request, answer) => answer.writeHead(request.url === '/readyz' ? 200 : 404).end());
     const { ready } = joinSupervisor(async () => { server.closeAllConnections(); server.close(); });
     server.listen(Number(process.env.VSPPANEL_HTTP_PORT), '127.0.0.1', () => ready());`,
  );
  return startInstance({ withCalls: false, scripts });
}

test('where nothing runs, that is said with the remedy', async () => {
  const { status, lines } = await examine(join(folder, 'nothing'));
  expect(status).toBe(1);
  expect(lines).toContainEqual(expect.stringMatching(/^✗ Running .*nothing/));
  expect(lines).toContainEqual(expect.stringContaining('npm start'));
});

test('a sound instance is well; one that lacks a migration, shows its secrets or has lost its panel is told so', async () => {
  instance = await startParts();
  const sound = await examine(instance.data);
  expect(sound).toMatchObject({ status: 0, lines: expect.arrayContaining([expect.stringContaining('All is well')]) });
  expect(sound.lines.filter((line) => line.startsWith('✗'))).toEqual([]);
  expect(sound.lines).toContainEqual(expect.stringMatching(/^✓ PostgreSQL +18.*synchronous_commit is on/));
  expect(sound.lines).toContainEqual(expect.stringMatching(/^✓ Clock/));
  expect(sound.lines).toContainEqual(expect.stringMatching(/^✓ Panel .*is ready/));

  const client = new Client({ connectionString: instance.database.ownerUrl });
  await client.connect();
  await client.query("delete from migration where name like '0002%'");
  await client.end();
  chmodSync(join(instance.data, 'secrets'), 0o755);
  process.kill(instance.pid('panel'), 'SIGSTOP');
  const sick = await examine(instance.data);
  process.kill(instance.pid('panel'), 'SIGCONT');
  expect(sick.status).toBe(1);
  const faults = sick.lines.filter((line) => line.startsWith('✗'));
  expect(faults).toEqual([
    expect.stringContaining('can be read by other users'),
    expect.stringMatching(/not applied: 0002_/),
    expect.stringMatching(/^✗ Panel/),
  ]);
});
