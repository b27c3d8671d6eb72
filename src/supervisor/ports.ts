import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config, PortWish } from '../config.ts';
import { freePort, isPortFree, type PortKind } from './freePort.ts';

export type Ports = {
  /** Open to the world, on the bind address. */
  readonly http: number;
  readonly sip: number;
  readonly iax: number;
  /** SIP over TLS. */
  readonly sips: number;
  /** First and last UDP port of the calls' sound. */
  readonly rtpStart: number;
  readonly rtpEnd: number;
  /** On loopback only. */
  readonly postgres: number;
  readonly ami: number;
  readonly fastAgi: number;
  /** Where Asterisk takes browser phones; the panel passes them on, nobody else reaches it. */
  readonly websocket: number;
};

const openPorts = [
  { key: 'http', name: 'the panel', setting: 'VSPPANEL_HTTP_PORT', kinds: ['tcp'], wish: (config: Config) => config.httpPort },
  {
    key: 'sip',
    name: 'SIP phones',
    setting: 'VSPPANEL_SIP_PORT',
    kinds: ['udp', 'tcp'],
    wish: (config: Config) => config.sipPort,
  },
  { key: 'iax', name: 'IAX2 phones', setting: 'VSPPANEL_IAX_PORT', kinds: ['udp'], wish: (config: Config) => config.iaxPort },
  {
    key: 'sips',
    name: 'SIP phones with TLS',
    setting: 'VSPPANEL_SIPS_PORT',
    kinds: ['tcp'],
    wish: (config: Config) => config.sipsPort,
  },
] as const;
const innerPorts = ['postgres', 'ami', 'fastAgi', 'websocket'] as const;

/**
 * The ports of this instance, remembered in `<data>/ports.json` so that phones and bookmarks stay right. A port that was
 * asked for is had or refused; a usual one that is taken is replaced by a free one, which `say` tells loudly.
 */
export async function choosePorts(config: Config, say: (line: string) => void): Promise<Ports> {
  const file = join(config.dataFolder, 'ports.json');
  const remembered = readRemembered(file);
  const chosen: Record<string, number> = {};
  const taken = new Set<number>();
  for (const open of openPorts) {
    const port = await chooseOpen(open, open.wish(config), remembered[open.key], config.bindAddress, taken);
    const usual = open.wish(config);
    if (port !== usual.port)
      say(
        `Port ${usual.port} for ${open.name} is taken by another program: using ${port}. Set ${open.setting} to choose one yourself.`,
      );
    chosen[open.key] = port;
    taken.add(port);
  }
  for (const key of innerPorts) {
    const port = await chooseInner(remembered[key], taken);
    chosen[key] = port;
    taken.add(port);
  }
  const sound = soundPorts(config, chosen.sip as number);
  const ports = { ...chosen, ...sound } as Ports;
  mkdirSync(config.dataFolder, { recursive: true });
  writeFileSync(file, `${JSON.stringify(ports, null, 2)}\n`);
  return ports;
}

/** The ports that this data folder's instance has, or had when it last ran; null before its first start. */
export function rememberedPorts(dataFolder: string): Ports | null {
  const found = readRemembered(join(dataFolder, 'ports.json'));
  return found.postgres === undefined ? null : (found as Ports);
}

type OpenPort = { readonly name: string; readonly setting: string; readonly kinds: readonly PortKind[] };

async function chooseOpen(
  open: OpenPort,
  wish: PortWish,
  before: number | undefined,
  address: string,
  taken: ReadonlySet<number>,
): Promise<number> {
  const isFree = async (port: number) => !taken.has(port) && (await isPortFree(port, address, open.kinds));
  if (wish.isExplicit) {
    if (await isFree(wish.port)) return wish.port;
    throw new Error(
      `Port ${wish.port} for ${open.name} (${open.setting}) cannot be had on ${address}: another program uses it, or it is not allowed. Stop that program or choose another port.`,
    );
  }
  for (const port of [before, wish.port]) {
    if (port !== undefined && (await isFree(port))) return port;
  }
  return freeBut(address, open.kinds, taken);
}

async function chooseInner(before: number | undefined, taken: ReadonlySet<number>): Promise<number> {
  if (before !== undefined && !taken.has(before) && (await isPortFree(before, '127.0.0.1', ['tcp']))) return before;
  return freeBut('127.0.0.1', ['tcp'], taken);
}

async function freeBut(address: string, kinds: readonly PortKind[], taken: ReadonlySet<number>): Promise<number> {
  for (;;) {
    const port = await freePort(address, kinds);
    if (!taken.has(port)) return port;
  }
}

/**
 * The usual instance has 10000–10999. Others derive a block of 400 from their SIP port, so that instances side by side
 * rarely meet; where they do, Asterisk passes over a port that is in use.
 */
function soundPorts(config: Config, sip: number): { rtpStart: number; rtpEnd: number } {
  if (config.rtpPorts) return { rtpStart: config.rtpPorts.start, rtpEnd: config.rtpPorts.end };
  if (sip === 5060) return { rtpStart: 10_000, rtpEnd: 10_999 };
  const start = 11_000 + (sip % 50) * 400;
  return { rtpStart: start, rtpEnd: start + 399 };
}

function readRemembered(file: string): Partial<Record<string, number>> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<Record<string, number>>;
  } catch {
    return {}; // The first start, or a file that somebody damaged: ports are chosen anew.
  }
}
