import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config, EngineConfig, PartConfig } from '../config.ts';
import { migrate } from '../db/migrate.ts';
import { panelUrl, publicAddress, publicUrl } from './addresses.ts';
import type { Asterisk } from './asterisk.ts';
import { findAsterisk } from './asterisk.ts';
import { asteriskParts } from './asteriskInstance.ts';
import { type KeptPart, keepRunning } from './keepRunning.ts';
import { partsOnRecord } from './leftovers.ts';
import { takeLock } from './lockFile.ts';
import { keepLogsShort } from './logFile.ts';
import { callsPart, officePart, panelPart } from './ourParts.ts';
import type { Part } from './part.ts';
import { choosePorts, type Ports } from './ports.ts';
import { startPostgres } from './postgres.ts';
import { type PreparedDatabase, prepareDatabase, superPassword } from './prepareDatabase.ts';
import type { Reporter } from './reporter.ts';
import { secret } from './secret.ts';
import { watchPostgres } from './watchPostgres.ts';

export type PartName = 'postgres' | 'asterisk' | 'calls' | 'office' | 'panel';

export type Product = {
  readonly panelUrl: string;
  /** One-time link for the first Administrator; null once there is one. */
  readonly setupUrl: string | null;
  readonly ports: Ports;
  readonly publicAddress: string;
  readonly database: PreparedDatabase;
  readonly asterisk: Asterisk;
  /** PostgreSQL is missing here with DATABASE_URL, Asterisk where there is none. */
  readonly parts: ReadonlyMap<PartName, KeptPart>;
  /** Ends every part in reverse order, once. */
  readonly stop: () => Promise<void>;
};

export type StartOptions = {
  readonly reporter: Reporter;
  /** Ends the start half-way, leaving nothing behind. */
  readonly givenUp?: AbortSignal;
  /** Our own programs; stand-ins in tests of the supervisor itself. */
  readonly scripts?: { readonly calls: string; readonly office: string; readonly panel: string };
};

const source = fileURLToPath(new URL('..', import.meta.url));
const usualScripts = { calls: join(source, 'calls.ts'), office: join(source, 'office.ts'), panel: join(source, 'main.ts') };

/**
 * Brings up everything, each part when those it needs are ready: PostgreSQL → migrations → Asterisk → call control →
 * back office → panel. What dies is started again until `stop`. Rejects with what the operator must do, with nothing left running.
 */
export async function startProduct(config: Config, options: StartOptions): Promise<Product> {
  // Others may walk through to the folders that belong to their programs, and look into none.
  mkdirSync(config.dataFolder, { recursive: true, mode: 0o711 });
  const lock = takeLock(join(config.dataFolder, 'run', 'instance.lock'));
  if (lock.kind === 'taken') {
    throw new Error(
      `vspPanel already runs on ${config.dataFolder} (process ${lock.by.pid}). Stop that one first, or set VSPPANEL_DATA to another folder.`,
    );
  }
  const parts = new Map<PartName, KeptPart>();
  const logs = keepLogsShort([join(config.dataFolder, 'log'), join(config.dataFolder, 'asterisk', 'log')]);
  const stop = once(async () => {
    for (const part of [...parts.values()].reverse()) await part.stop();
    logs.stop();
    lock.release();
  });
  try {
    return { ...(await bringUp(config, options, parts)), parts, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function bringUp(
  config: Config,
  options: StartOptions,
  parts: Map<PartName, KeptPart>,
): Promise<Omit<Product, 'parts' | 'stop'>> {
  const { reporter, givenUp = new AbortController().signal, scripts = usualScripts } = options;
  const warn = (line: string) => reporter.say(`! ${line}`);
  const record = partsOnRecord(config.dataFolder);
  await record.endLeftovers(warn);
  const ports = await choosePorts(config, warn);
  const keep = async (key: PartName, part: Part) => {
    // Asterisk alone is tried again: without it the panel starts too, so nobody would start the whole again.
    const firstTries = key === 'asterisk' ? 3 : 1;
    parts.set(key, await keepRunning(part, { say: warn, onStart: record.note, firstTries, givenUp }));
    givenUp.throwIfAborted();
  };

  if (config.databaseUrl === null) await reporter.step('PostgreSQL', () => keep('postgres', postgresPart(config, ports, warn)));
  const database = await reporter.step('Database', async (detail) => {
    const prepared = await prepareDatabase(config, ports.postgres);
    await migrate(prepared.ownerUrl, { log: detail });
    return prepared;
  });
  givenUp.throwIfAborted();

  const engine = await startEngine({ config, ports, database, reporter, keep, givenUp });
  givenUp.throwIfAborted();
  const partConfig = makePartConfig({ config, ports, database, engine: engine.config, advice: engine.advice });
  await reporter.step('Call control', () => keep('calls', callsPart(scripts.calls, partConfig, warn)));
  await reporter.step('Back office', () => keep('office', officePart(scripts.office, partConfig, warn)));
  const url = panelUrl(config, ports.http);
  const setup = setupLink(url, warn);
  await reporter.step('Panel', () => keep('panel', panelPart(scripts.panel, partConfig, warn, setup.onReady)));
  return {
    panelUrl: url,
    setupUrl: setup.current(),
    ports,
    publicAddress: partConfig.publicAddress,
    database,
    asterisk: engine.asterisk,
  };
}

/** The one-time link as the panel tells it when it is ready. One that changes when the panel starts again is told anew. */
function setupLink(url: string, say: (line: string) => void) {
  let link: string | null = null;
  let isFirst = true;
  return {
    current: () => link,
    onReady: (message: { readonly setupPath?: string }) => {
      const before = link;
      link = message.setupPath === undefined ? null : new URL(message.setupPath, url).href;
      if (!isFirst && link !== null && link !== before) say(`the set-up link is now ${link}`);
      isFirst = false;
    },
  };
}

function postgresPart(config: Config, ports: Ports, say: (line: string) => void): Part {
  const options = {
    folder: join(config.dataFolder, 'postgres'),
    port: ports.postgres,
    superPassword: superPassword(config),
    logFile: join(config.dataFolder, 'log', 'postgres.log'),
    durability: 'safe',
  } as const;
  const start: Part['start'] = async (givenUp) =>
    watchPostgres(await startPostgres({ ...options, givenUp }), { ...options, say });
  return { name: 'PostgreSQL', start };
}

type EngineStart = {
  readonly config: Config;
  readonly ports: Ports;
  readonly database: PreparedDatabase;
  readonly reporter: Reporter;
  readonly keep: (key: PartName, part: Part) => Promise<void>;
  readonly givenUp: AbortSignal;
};

/** Without Asterisk the panel still starts; what to do then is told here and stands in the panel. */
async function startEngine({
  config,
  ports,
  database,
  reporter,
  keep,
  givenUp,
}: EngineStart): Promise<{ asterisk: Asterisk; config: EngineConfig | null; advice: string }> {
  const asterisk = await reporter.step('Asterisk, finding', (detail) => findAsterisk(config, detail, givenUp));
  givenUp.throwIfAborted();
  if (asterisk.kind === 'missing') {
    reporter.say(`! Starting without calls. ${asterisk.advice}`);
    return { asterisk, config: null, advice: asterisk.advice };
  }
  const { part, engine } = asteriskParts({
    config,
    ports,
    database,
    found: asterisk,
    publicAddress: publicAddress(config),
    say: (line) => reporter.say(`! ${line}`),
  });
  try {
    await reporter.step(`Asterisk ${asterisk.version}`, () => keep('asterisk', part));
    return { asterisk, config: engine, advice: '' };
  } catch (error) {
    const advice = error instanceof Error ? error.message : String(error);
    reporter.say(`! Starting without calls. ${advice}`);
    return { asterisk: { kind: 'missing', advice }, config: null, advice };
  }
}

type PartSettings = { config: Config; ports: Ports; database: PreparedDatabase; engine: EngineConfig | null; advice: string };

function makePartConfig({ config, ports, database, engine, advice }: PartSettings): PartConfig {
  return {
    dataFolder: config.dataFolder,
    bindAddress: config.bindAddress,
    publicAddress: publicAddress(config),
    publicUrl: publicUrl(config, ports.http),
    trustedProxies: config.trustedProxies,
    httpPort: ports.http,
    sipPort: ports.sip,
    iaxPort: ports.iax,
    sipsPort: ports.sips,
    appUrl: database.appUrl,
    readUrl: database.readUrl,
    engine,
    engineAdvice: advice.replaceAll('\n', ' '),
    sealSecret: secret(config.dataFolder, 'seal'),
    cardKeys: config.cardKeys,
  };
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => {
    running ??= work();
    return running;
  };
}
