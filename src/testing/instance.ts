import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { lookForAsterisk } from '../supervisor/asterisk.ts';
import { freePort } from '../supervisor/freePort.ts';
import { type Ports, rememberedPorts } from '../supervisor/ports.ts';
import type { PreparedDatabase } from '../supervisor/prepareDatabase.ts';
import { type PartName, type StartOptions, startProduct } from '../supervisor/supervise.ts';
import { testEngineFolder } from './engine.ts';
import { leaseSoundPorts } from './soundPorts.ts';

export type InstanceOptions = {
  /** Starts on the data of an earlier instance (its `data`); otherwise everything is new. */
  readonly data?: string;
  /** False: without Asterisk, for tests that place no call. Default: with it. */
  readonly withCalls?: boolean;
  /** Further settings, as environment variables. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly scripts?: NonNullable<StartOptions['scripts']>;
};

export type Instance = {
  readonly panelUrl: string;
  /** One-time link for the first Administrator; null once there is one. */
  readonly setupUrl: string | null;
  readonly sipPort: number;
  readonly iaxPort: number;
  readonly ports: Ports;
  readonly database: PreparedDatabase;
  /** The data folder. Logs are in `<data>/log`, Asterisk's own in `<data>/asterisk/log`. */
  readonly data: string;
  /** Everything that the supervisor said after the start: restarts, mostly. */
  readonly said: readonly string[];
  readonly pid: (part: PartName) => number;
  /** `kill -9`, or another signal; resolves when the supervisor has started the part again. */
  readonly kill: (part: PartName, signal?: NodeJS.Signals) => Promise<void>;
  /** Stops everything and removes the data, unless it is kept for another start. */
  readonly stop: (options?: { readonly keepData?: boolean }) => Promise<void>;
};

/** Is there an Asterisk for stories? `npm test` fetches one first; without it, stories that call are skipped loudly. */
export function hasAsterisk(): boolean {
  return lookForAsterisk({ engineFolder: testEngineFolder(), asterisk: 'auto' })?.kind === 'found';
}

/** A whole product of its own on loopback: own folder, own free ports, real PostgreSQL, real Asterisk. */
export async function startInstance(options: InstanceOptions = {}): Promise<Instance> {
  const data = options.data ?? mkdtempSync(join(tmpdir(), 'vsppanel-instance-'));
  const said: string[] = [];
  const config = readConfig({ ...(await ownSettings(data, options.withCalls ?? true)), ...options.settings }, '/');
  const reporter = {
    say: (line: string) => {
      said.push(line);
    },
    step: <Result>(_name: string, work: (detail: (line: string) => void) => Promise<Result>) => work(() => undefined),
  };
  const product = await startProduct(config, { reporter, ...(options.scripts && { scripts: options.scripts }) });
  const part = (name: PartName) => {
    const found = product.parts.get(name);
    if (!found) throw new Error(`This instance runs without ${name}: ${said.join(' ')}`);
    return found;
  };
  const pid = (name: PartName) => part(name).pid() ?? 0;
  return {
    panelUrl: product.panelUrl,
    setupUrl: product.setupUrl,
    sipPort: product.ports.sip,
    iaxPort: product.ports.iax,
    ports: product.ports,
    database: product.database,
    data,
    said,
    pid,
    kill: async (name, signal = 'SIGKILL') => {
      const before = pid(name);
      // Process 0 would be our own process group.
      if (before === 0) throw new Error(`${name} is being started again just now: ${said.join(' ')}`);
      process.kill(before, signal);
      await part(name).restartedAfter(before);
    },
    stop: async ({ keepData = false } = {}) => {
      await product.stop();
      if (!keepData && existsSync(data)) rmSync(data, { recursive: true });
    },
  };
}

/**
 * At the first start every port is chosen for it and asked for. The next one remembers those that the world knows, as the
 * product does; its block of sound ports is no part of that.
 */
async function ownSettings(data: string, withCalls: boolean): Promise<Record<string, string>> {
  const port = async () => String(await freePort('127.0.0.1', ['tcp', 'udp']));
  const before = rememberedPorts(data);
  const sound = before ? { start: before.rtpStart, end: before.rtpEnd } : await leaseSoundPorts(400);
  const common = {
    VSPPANEL_DATA: data,
    VSPPANEL_BIND: '127.0.0.1',
    VSPPANEL_ENGINE_DIR: testEngineFolder(),
    VSPPANEL_ASTERISK: withCalls ? 'auto' : 'none',
    // The machine's firewall is not ours to change.
    VSPPANEL_FIREWALL: 'off',
    VSPPANEL_RTP_START: String(sound.start),
    VSPPANEL_RTP_END: String(sound.end),
  };
  if (before) return common;
  return { ...common, VSPPANEL_HTTP_PORT: await port(), VSPPANEL_SIP_PORT: await port(), VSPPANEL_IAX_PORT: await port() };
}
