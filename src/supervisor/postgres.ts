import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, closeSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { openLog, tail } from './logFile.ts';
import { postgresBinaries } from './postgresBinaries.ts';
import { type Launch, launchUnprivileged, plainEnvironment } from './unprivileged.ts';

/** PostgreSQL's bootstrap user. Only the supervisor knows its password. */
export const superUser = 'postgres';

export type PostgresOptions = {
  /** Everything of this server lives here; it belongs to the user that PostgreSQL runs as. */
  readonly folder: string;
  readonly port: number;
  readonly superPassword: string;
  /** File that receives the server's own log. */
  readonly logFile: string;
  /** `safe` survives a power cut. `fast` forgets the disk, for tests only: seven times quicker commits. */
  readonly durability: 'safe' | 'fast';
  /** Gives up a start that takes too long (recovery of a big database may). */
  readonly givenUp?: AbortSignal;
};

export type RunningPostgres = {
  readonly pid: number;
  /** Settles when the server is gone, whoever stopped it. */
  readonly exited: Promise<string>;
  /** Fast shutdown: sessions are cut, the books are written, then the process ends. Kills after `graceSeconds`. */
  stop(graceSeconds?: number): Promise<void>;
};

/** Prepares the cluster when there is none, starts the server as our child and waits until it answers. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const { postgres, initdb } = postgresBinaries();
  const launch = launchUnprivileged({ users: ['postgres', 'nobody'], paths: [postgres], folder: options.folder, signal: 'INT' });
  if (!launch) throw new Error(noLaunch(postgres, options.folder));
  const cluster = join(options.folder, '18');
  if (!existsSync(cluster)) createCluster(initdb, cluster, launch, options);

  const [command, ...args] = [...launch.prefix, postgres, '-D', cluster, ...settings(options)] as [string, ...string[]];
  const log = openLog(options.logFile);
  // A session of its own: Ctrl-C in the terminal must reach PostgreSQL through us, last of all.
  const child = spawn(command, args, { cwd: options.folder, env: plainEnvironment, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
  });
  const pid = child.pid;
  if (pid === undefined) throw new Error(`PostgreSQL could not be started: ${await exited}`);
  try {
    await untilReady(options, exited);
  } catch (error) {
    await stop(child, exited, 5);
    throw error;
  }
  return { pid, exited, stop: (graceSeconds = 20) => stop(child, exited, graceSeconds) };
}

function noLaunch(program: string, folder: string): string {
  return (
    `PostgreSQL refuses to run as root, and no other user can be made to reach ${program} and ${folder}. ` +
    'Start vspPanel as an ordinary user; or install util-linux (setpriv) and move vspPanel and its data folder to a place ' +
    'that other users may enter (for example /opt/vsppanel); or set DATABASE_URL to a PostgreSQL 18 that runs already.'
  );
}

/** A half-made cluster must never be taken for a whole one: it is made under another name and renamed at the end. */
function createCluster(initdb: string, cluster: string, launch: Launch, options: PostgresOptions): void {
  const unfinished = `${cluster}.new`;
  const passwordFile = join(options.folder, 'password.tmp');
  rmSync(unfinished, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, `${options.superPassword}\n`, { mode: 0o600 });
  if (launch.owner) chownSync(passwordFile, launch.owner.uid, launch.owner.gid);
  try {
    const choices = [
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--auth=scram-sha-256',
    ];
    if (options.durability === 'fast') choices.push('--no-sync');
    const [command, ...args] = [
      ...launch.prefix,
      initdb,
      '-D',
      unfinished,
      '-U',
      superUser,
      `--pwfile=${passwordFile}`,
      ...choices,
    ] as [string, ...string[]];
    const made = spawnSync(command, args, { cwd: options.folder, env: plainEnvironment, encoding: 'utf8' });
    if (made.status !== 0)
      throw new Error(`PostgreSQL could not prepare its folder ${cluster}:\n${made.error?.message ?? made.stderr}`);
    chmodSync(unfinished, 0o700);
    renameSync(unfinished, cluster);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function settings(options: PostgresOptions): string[] {
  const safe = { synchronous_commit: 'on', fsync: 'on', full_page_writes: 'on' };
  const fast = { synchronous_commit: 'on', fsync: 'off', full_page_writes: 'off', max_wal_size: '256MB' };
  const all = {
    port: String(options.port),
    listen_addresses: '127.0.0.1',
    // No socket file: its path may not be longer than 107 bytes, which a data folder easily is.
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '128MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // A client that vanished must not keep its locks: found after at most 60 seconds.
    tcp_keepalives_idle: '30',
    tcp_keepalives_interval: '10',
    tcp_keepalives_count: '3',
    password_encryption: 'scram-sha-256',
    ...(options.durability === 'safe' ? safe : fast),
  };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function untilReady(options: PostgresOptions, exited: Promise<string>): Promise<void> {
  let gone: string | null = null;
  void exited.then((how) => {
    gone = how;
  });
  // Recovery after a crash may take minutes on a big database; it ends in readiness or in the end of the process.
  while (gone === null) {
    if (options.givenUp?.aborted) throw new Error('The start of PostgreSQL was given up.');
    const client = new Client({
      host: '127.0.0.1',
      port: options.port,
      user: superUser,
      password: options.superPassword,
      database: 'postgres',
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === '28P01') {
        throw new Error(
          `Another PostgreSQL answers on port ${options.port}, or the password in the data folder's secrets is not this database's.`,
        );
      }
      await wait(50);
    }
  }
  throw new Error(`PostgreSQL ended while starting (${gone}). Its log ${options.logFile} says:\n${tail(options.logFile, 15)}`);
}

async function stop(child: ReturnType<typeof spawn>, exited: Promise<string>, graceSeconds: number): Promise<void> {
  const killer = setTimeout(() => child.kill('SIGKILL'), graceSeconds * 1000);
  child.kill('SIGINT');
  await exited;
  clearTimeout(killer);
}
