import { Client } from 'pg';
import type { Config } from '../config.ts';
import { superUser } from './postgres.ts';
import { ensureAccess, ensureRoles, type RolePasswords, roles, rolesAsSql } from './roles.ts';
import { secret } from './secret.ts';

export type PreparedDatabase = {
  /** For migrations, backups and `doctor`; given to no part. */
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly readUrl: string;
  /** What Asterisk's realtime driver signs in with. */
  readonly engine: {
    readonly host: string;
    readonly port: number;
    readonly database: string;
    readonly user: string;
    readonly password: string;
  };
};

const ownDatabase = 'vsppanel';
const oldestServer = 180_000;

/** The password of our own PostgreSQL's superuser. */
export function superPassword(config: Config): string {
  return secret(config.dataFolder, 'postgres-superuser');
}

/**
 * Makes database and roles ready in our own PostgreSQL (listening on `ownPort`) or in the one of DATABASE_URL, and says how
 * each role signs in. Doing it at every start changes nothing that is right already.
 */
export async function prepareDatabase(config: Config, ownPort: number): Promise<PreparedDatabase> {
  if (config.databaseUrl === null) await connected(ownAddress(config, ownPort, 'postgres'), createDatabase);
  const admin = config.databaseUrl ?? ownAddress(config, ownPort, ownDatabase);
  const prepared = instanceDatabase(config, ownPort);
  await connected(admin, checkServer);
  if (config.databaseUrl === null || !(await canSignIn(prepared))) await makeRoles(admin, passwordsOf(config));
  return prepared;
}

/** How each role of this instance signs in, whether or not its database is there and prepared. For the command line. */
export function instanceDatabase(config: Config, ownPort: number): PreparedDatabase {
  return databaseUrls(config.databaseUrl ?? ownAddress(config, ownPort, ownDatabase), passwordsOf(config));
}

function ownAddress(config: Config, port: number, database: string): string {
  return `postgres://${superUser}:${superPassword(config)}@127.0.0.1:${port}/${database}`;
}

function passwordsOf({ dataFolder }: Config): RolePasswords {
  return {
    owner: secret(dataFolder, 'database-owner'),
    app: secret(dataFolder, 'database-app'),
    read: secret(dataFolder, 'database-read'),
    engine: secret(dataFolder, 'database-engine'),
  };
}

/** How each role signs in to the database of `adminUrl`: the same address with another user. */
function databaseUrls(adminUrl: string, passwords: RolePasswords): PreparedDatabase {
  const as = (role: keyof typeof roles): string => {
    const url = new URL(adminUrl);
    url.username = roles[role];
    url.password = passwords[role];
    return url.href;
  };
  const { hostname, port, pathname } = new URL(adminUrl);
  return {
    ownerUrl: as('owner'),
    appUrl: as('app'),
    readUrl: as('read'),
    engine: {
      host: hostname || '127.0.0.1',
      port: Number(port || 5432),
      database: decodeURIComponent(pathname.slice(1)),
      user: roles.engine,
      password: passwords.engine,
    },
  };
}

async function createDatabase(client: Client): Promise<void> {
  const known = await client.query('select 1 from pg_database where datname = $1', [ownDatabase]);
  if (known.rowCount === 0) await client.query(`create database ${ownDatabase}`);
  await client.query(`revoke connect, temporary on database ${ownDatabase} from public`);
}

/** A database that may forget what it acknowledged would lose booked calls: measured, 1004 of them in 40 power cuts. */
async function checkServer(client: Client): Promise<void> {
  const { rows } = await client.query<{ version: number; commit: string; fsync: string }>(
    `select current_setting('server_version_num')::int as version,
            current_setting('synchronous_commit') as commit,
            current_setting('fsync') as fsync`,
  );
  const server = rows[0];
  if (!server) throw new Error('The database did not answer.');
  if (server.version < oldestServer)
    throw new Error(`The database is PostgreSQL ${Math.floor(server.version / 10_000)}; vspPanel needs 18 or newer.`);
  if (server.commit === 'off' || server.fsync === 'off') {
    throw new Error(
      'The database is set to forget the last moments at a power cut (synchronous_commit or fsync is off). Set both to on: money is booked there.',
    );
  }
}

async function canSignIn(prepared: PreparedDatabase): Promise<boolean> {
  const { host, port, database, user, password } = prepared.engine;
  const engineUrl = Object.assign(new URL(prepared.appUrl), {
    host: `${host}:${port}`,
    pathname: database,
    username: user,
    password,
  }).href;
  for (const url of [prepared.ownerUrl, prepared.appUrl, prepared.readUrl, engineUrl]) {
    const isRight = await connected(url, async () => true).catch(() => false);
    if (!isRight) return false;
  }
  return true;
}

async function makeRoles(adminUrl: string, passwords: RolePasswords): Promise<void> {
  const database = decodeURIComponent(new URL(adminUrl).pathname.slice(1));
  try {
    await connected(adminUrl, async (client) => {
      await ensureRoles(client, passwords);
      await ensureAccess(client, database);
    });
  } catch (cause) {
    const isForbidden = cause instanceof Error && 'code' in cause && cause.code === '42501';
    if (!isForbidden) throw cause;
    throw new Error(
      `The user of DATABASE_URL may not create roles. Let an administrator of the database run this there, then start again:\n\n${rolesAsSql(database, passwords)}\n`,
      { cause },
    );
  }
}

async function connected<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000, application_name: 'vsppanel start' });
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
