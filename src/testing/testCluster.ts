import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { migrate } from '../db/migrate.ts';
import { freePort } from '../supervisor/freePort.ts';
import { type RunningPostgres, startPostgres, superUser } from '../supervisor/postgres.ts';
import { ensureAccess, ensureRoles, type RolePasswords, roles } from '../supervisor/roles.ts';

/** What a test needs to know of the run's PostgreSQL to clone a database. Plain data: it travels to the workers. */
export type TestCluster = {
  readonly port: number;
  readonly superPassword: string;
  readonly passwords: RolePasswords;
  readonly template: string;
};

export type RunningTestCluster = { readonly cluster: TestCluster; readonly pid: number; stop(): Promise<void> };

/** A PostgreSQL of this test run alone: temporary folder, free port, no disk flushes, one migrated template database. */
export async function startTestCluster(durability: 'fast' | 'safe' = 'fast'): Promise<RunningTestCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'vsppanel-test-pg-'));
  chmodSync(folder, 0o755);
  const word = () => randomBytes(18).toString('base64url');
  const cluster: TestCluster = {
    port: await freePort('127.0.0.1'),
    superPassword: word(),
    passwords: { owner: word(), app: word(), read: word(), engine: word() },
    template: 'vsppanel_template',
  };
  const postgres = await startPostgres({
    folder: join(folder, 'postgres'),
    port: cluster.port,
    superPassword: cluster.superPassword,
    logFile: join(folder, 'postgres.log'),
    durability,
  });
  try {
    await makeTemplate(cluster);
  } catch (error) {
    await stopCluster(postgres, folder);
    throw error;
  }
  return { cluster, pid: postgres.pid, stop: () => stopCluster(postgres, folder) };
}

/** Connection as PostgreSQL's superuser. For making and dropping databases, and for tests that play the wicked owner. */
export async function asSuperUser<Result>(
  cluster: TestCluster,
  database: string,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({
    host: '127.0.0.1',
    port: cluster.port,
    user: superUser,
    password: cluster.superPassword,
    database,
  });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export function testUrl(cluster: TestCluster, role: keyof typeof roles, database: string): string {
  return `postgres://${roles[role]}:${cluster.passwords[role]}@127.0.0.1:${cluster.port}/${database}`;
}

async function makeTemplate(cluster: TestCluster): Promise<void> {
  await asSuperUser(cluster, 'postgres', async (client) => {
    await ensureRoles(client, cluster.passwords);
    await client.query(`create database ${cluster.template} owner ${roles.owner}`);
  });
  await asSuperUser(cluster, cluster.template, (client) => ensureAccess(client, cluster.template));
  await migrate(testUrl(cluster, 'owner', cluster.template));
}

async function stopCluster(postgres: RunningPostgres, folder: string): Promise<void> {
  await postgres.stop(10);
  if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
}
