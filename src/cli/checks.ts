import { accessSync, constants, existsSync, readdirSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import type { Config } from '../config.ts';
import { amiUser } from '../engines/asterisk/configuration.ts';
import { panelUrl } from '../supervisor/addresses.ts';
import { lookForAsterisk } from '../supervisor/asterisk.ts';
import { saysBooted } from '../supervisor/asteriskPart.ts';
import { isPortFree } from '../supervisor/freePort.ts';
import { postgresBinaries } from '../supervisor/postgresBinaries.ts';
import { secret } from '../supervisor/secret.ts';
import { isWebStale } from '../supervisor/webBuild.ts';
import { checkCardKeys } from './cardKeyCheck.ts';
import type { Finding } from './finding.ts';
import type { Instance } from './instance.ts';
import { checkNewestSeals } from './ledgerVerify.ts';
import { checkReports } from './reports.ts';

export type Check = { readonly name: string; readonly look: () => Finding | Promise<Finding> };

const root = fileURLToPath(new URL('../..', import.meta.url));
const right = (says: string): Finding => ({ kind: 'right', says });
const note = (says: string): Finding => ({ kind: 'note', says });
const wrong = (says: string, remedy: string): Finding => ({ kind: 'wrong', says, remedy });
const gigabyte = 1024 ** 3;

/** What can be seen whether or not the product runs. */
export function machineChecks(config: Config): readonly Check[] {
  return [
    { name: 'Node', look: checkNode },
    { name: 'Packages', look: () => checkPackages(config) },
    {
      name: 'Pages',
      look: () => (isWebStale(root) ? note('the panel is built at the next start') : right('the built panel is current')),
    },
    { name: 'Data folder', look: () => checkDataFolder(config.dataFolder) },
    { name: 'Disk', look: () => checkDisk(config.dataFolder) },
    { name: 'Asterisk program', look: () => checkAsterisk(config) },
  ];
}

/** Before anything runs: could the ports be had? */
export function stoppedChecks(config: Config): readonly Check[] {
  const look = async (name: string, setting: string, port: number, kinds: readonly ('tcp' | 'udp')[]): Promise<Finding> =>
    (await isPortFree(port, config.bindAddress, kinds))
      ? right(`${name}: ${port} is free`)
      : note(`${name}: ${port} is taken; the start will choose another one unless ${setting} names it`);
  return [
    {
      name: 'Running',
      look: () =>
        wrong(
          `vspPanel does not run on ${config.dataFolder}`,
          'Start it with "npm start", or set VSPPANEL_DATA to its data folder.',
        ),
    },
    { name: 'Panel port', look: () => look('panel', 'VSPPANEL_HTTP_PORT', config.httpPort.port, ['tcp']) },
    { name: 'SIP port', look: () => look('SIP', 'VSPPANEL_SIP_PORT', config.sipPort.port, ['udp', 'tcp']) },
    { name: 'IAX2 port', look: () => look('IAX2', 'VSPPANEL_IAX_PORT', config.iaxPort.port, ['udp']) },
  ];
}

/** While it runs: does each part answer? */
export function runningChecks(instance: Instance): readonly Check[] {
  const { config, ports, database, sealSecret } = instance;
  return [
    { name: 'Running', look: () => right(`supervisor is process ${instance.supervisorPid}`) },
    { name: 'PostgreSQL', look: () => checkDatabase(database.ownerUrl) },
    { name: 'Migrations', look: () => checkMigrations(database.ownerUrl) },
    { name: 'Clock', look: () => checkClock(database.ownerUrl) },
    { name: 'Card keys', look: () => checkCardKeys(config.cardKeys, database.ownerUrl) },
    { name: 'Ledger', look: () => checkNewestSeals(database.readUrl, sealSecret, config.dataFolder) },
    { name: 'Reports', look: () => checkReports(database.readUrl) },
    { name: 'Asterisk', look: () => checkManager(config, ports.ami) },
    { name: 'Panel', look: () => checkPanel(panelUrl(config, ports.http)) },
  ];
}

function checkNode(): Finding {
  const major = Number.parseInt(process.versions.node, 10);
  return major >= 22
    ? right(process.versions.node)
    : wrong(process.versions.node, 'Run through "npx vsppanel" or "npm start": they fetch Node 24.');
}

function checkPackages(config: Config): Finding {
  if (!existsSync(join(root, 'node_modules', '.vsppanel-stamp')))
    return note('installed by hand; "npm start" checks them against package-lock.json');
  if (config.databaseUrl !== null) return right('installed; the database is that of DATABASE_URL');
  return right(`installed, with PostgreSQL in ${postgresBinaries().postgres}`);
}

function checkDataFolder(folder: string): Finding {
  if (!existsSync(folder)) return note(`${folder} is made at the first start`);
  accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  const secrets = join(folder, 'secrets');
  const isOpen = existsSync(secrets) && (statSync(secrets).mode & 0o077) !== 0;
  return isOpen ? wrong(`${secrets} can be read by other users`, `chmod -R go= ${secrets}`) : right(folder);
}

function checkDisk(folder: string): Finding {
  const { bavail, bsize } = statfsSync(existsSync(folder) ? folder : root);
  const free = (bavail * bsize) / gigabyte;
  const says = `${free.toFixed(1)} GB free`;
  return free >= 1 ? right(says) : wrong(says, 'Free some space: with a full disk, calls are refused.');
}

function checkAsterisk(config: Config): Finding {
  if (config.asterisk === 'none') return note('switched off by VSPPANEL_ASTERISK=none: no calls');
  const found = lookForAsterisk(config);
  if (found === null) return note('none yet; the start fetches one');
  return found.kind === 'found' ? right(`${found.version} in ${found.root}`) : wrong('none', found.advice);
}

async function checkDatabase(url: string): Promise<Finding> {
  const row = await ask<{ version: string; commit: string; fsync: string }>(
    url,
    "select current_setting('server_version') as version, current_setting('synchronous_commit') as commit, current_setting('fsync') as fsync",
  );
  if (row.commit === 'off' || row.fsync === 'off') {
    return wrong(
      `synchronous_commit is ${row.commit}, fsync is ${row.fsync}`,
      'Set both to on in the database: money is booked there.',
    );
  }
  return right(`${row.version}, synchronous_commit is ${row.commit}`);
}

async function checkMigrations(url: string): Promise<Finding> {
  const { names } = await ask<{ names: readonly string[] }>(
    url,
    "select coalesce(array_agg(name), '{}') as names from migration",
  );
  const missing = readdirSync(join(root, 'src', 'db', 'migrations')).filter(
    (name) => name.endsWith('.sql') && !names.includes(name),
  );
  return missing.length === 0
    ? right('all applied')
    : wrong(`not applied: ${missing.join(', ')}`, 'Stop and start vspPanel: the start applies them.');
}

/** Calls are stamped by Asterisk and by the database: their clocks must agree. Half a second is far above any delay. */
async function checkClock(url: string): Promise<Finding> {
  const before = Date.now();
  const { now } = await ask<{ now: string }>(url, 'select (extract(epoch from clock_timestamp()) * 1000)::bigint::text as now');
  const after = Date.now();
  const difference = Math.max(before - Number(now), Number(now) - after, 0);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (difference > 500)
    return wrong(
      `the database's clock is ${(difference / 1000).toFixed(1)} s off ours`,
      'Set both machines by NTP (for example: timedatectl set-ntp true).',
    );
  return right(`agrees with the database; this machine is in ${zone}`);
}

async function checkManager(config: Config, port: number): Promise<Finding> {
  const found = lookForAsterisk(config);
  if (found?.kind === 'missing') return note('runs without calls');
  const login = { port, user: amiUser, secret: secret(config.dataFolder, 'ami') };
  const isUp = await saysBooted(login, AbortSignal.timeout(3000));
  return isUp
    ? right('booted, answers on its manager interface')
    : wrong(
        'does not answer',
        `See ${join(config.dataFolder, 'log', 'asterisk.log')} and ${join(config.dataFolder, 'asterisk', 'log', 'messages')}.`,
      );
}

async function checkPanel(url: string): Promise<Finding> {
  const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(3000) });
  return answer.ok
    ? right(`${url} is ready`)
    : wrong(
        `${url}/readyz says ${answer.status}: ${(await answer.text()).slice(0, 200)}`,
        'The lines above say which part is missing; see the log folder.',
      );
}

async function ask<Row extends object>(url: string, question: string): Promise<Row> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  try {
    await client.connect();
    const { rows } = await client.query<Row>(question);
    return rows[0] as Row;
  } finally {
    await client.end().catch(() => undefined);
  }
}
