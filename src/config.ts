import { join, resolve } from 'node:path';
import { type Environment, type PortWish, type Reader, reader } from './configReader.ts';

/** The only file of `src` that reads the environment. What each name means for an operator: docs/operating/settings.md. */
export type { Environment, PortWish };

/** What the operator decides, before anything is started. */
export type Config = {
  /** Absolute. Everything of this instance is below it: database, secrets, logs, recordings of what ran. */
  readonly dataFolder: string;
  /** Absolute. The unpacked Asterisk; may be shared by several instances. */
  readonly engineFolder: string;
  /** Address that the panel and the phones' ports listen on. */
  readonly bindAddress: string;
  /** What phones and browsers elsewhere call this machine; null: found out from its network cards. */
  readonly publicAddress: string | null;
  /** Where browsers elsewhere reach the panel, such as `https://panel.example.com`; null: public address and port. */
  readonly publicUrl: string | null;
  /** Addresses or networks of reverse proxies whose X-Forwarded headers are believed; empty: nobody's. */
  readonly trustedProxies: readonly string[];
  /** An existing PostgreSQL; null: our own below the data folder. */
  readonly databaseUrl: string | null;
  readonly httpPort: PortWish;
  readonly sipPort: PortWish;
  readonly iaxPort: PortWish;
  /** SIP over TLS. */
  readonly sipsPort: PortWish;
  /** Certificate (with its chain) and key that phones are shown; absolute paths. Null: one of our own that vouches for itself. */
  readonly phoneCertificate: { readonly certificateFile: string; readonly keyFile: string } | null;
  /** A PEM file of authorities for carriers' certificates, beside the machine's own; absolute path. */
  readonly carrierAuthorities: string | null;
  /** First and last UDP port of the calls' sound; null: chosen by instance. */
  readonly rtpPorts: { readonly start: number; readonly end: number } | null;
  /** `auto`: look for one, else unpack one. `none`: run without calls. Otherwise the path of an asterisk program. */
  readonly asterisk: string;
  /** `auto`: banned networks are kept out by nftables where that is permitted. `off`: always by Asterisk. */
  readonly firewall: FirewallWish;
  readonly cardKeys: CardKeySource;
};

export type FirewallWish = 'auto' | 'off';

/** Where the keys of stored cards are: a file that is made on first use, a setting, or what a program prints. */
export type CardKeySource =
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'setting'; readonly keys: string }
  | { readonly kind: 'command'; readonly command: string };

/** What a part (panel, call control) is told by the supervisor, by environment variables. */
export type PartConfig = {
  readonly dataFolder: string;
  readonly bindAddress: string;
  readonly publicAddress: string;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  readonly trustedProxies: readonly string[];
  readonly httpPort: number;
  readonly sipPort: number;
  readonly iaxPort: number;
  readonly sipsPort: number;
  readonly appUrl: string;
  readonly readUrl: string;
  /** Null while this instance runs without Asterisk; `engineAdvice` then says why and what to install. */
  readonly engine: EngineConfig | null;
  readonly engineAdvice: string;
  /** Seals what must be readable again (IAX2 secrets, provider passwords). 32 bytes or more, text. */
  readonly sealSecret: string;
  /** The panel's alone; null in call control. */
  readonly cardKeys: CardKeySource | null;
};

export type EngineConfig = {
  readonly amiPort: number;
  readonly amiSecret: string;
  readonly fastAgiPort: number;
  /** Asterisk's own, for browser phones; on loopback. */
  readonly websocketPort: number;
  /** Folder of this Asterisk instance: etc, var, data. */
  readonly instanceFolder: string;
  /** The call spool: one line per channel event, appended by Asterisk. */
  readonly celFile: string;
  readonly firewall: FirewallWish;
};

/** The operator's settings, or one error that names every setting that is wrong, in plain words. */
export function readConfig(environment: Environment = process.env, workingFolder: string = process.cwd()): Config {
  const problems: string[] = [];
  const read = reader(environment, problems);
  const dataFolder = resolve(workingFolder, read.text('VSPPANEL_DATA') ?? 'data');
  const config: Config = {
    dataFolder,
    engineFolder: resolve(workingFolder, read.text('VSPPANEL_ENGINE_DIR') ?? join(dataFolder, 'engine')),
    bindAddress: read.address('VSPPANEL_BIND') ?? '0.0.0.0',
    publicAddress: read.text('VSPPANEL_PUBLIC_ADDRESS'),
    publicUrl: read.webAddress('VSPPANEL_PUBLIC_URL'),
    trustedProxies: read.networks('VSPPANEL_TRUSTED_PROXIES'),
    databaseUrl: read.databaseUrl('DATABASE_URL'),
    httpPort: read.wish('VSPPANEL_HTTP_PORT', 8080),
    sipPort: read.wish('VSPPANEL_SIP_PORT', 5060),
    iaxPort: read.wish('VSPPANEL_IAX_PORT', 4569),
    sipsPort: read.wish('VSPPANEL_SIPS_PORT', 5061),
    phoneCertificate: phoneCertificate(read, workingFolder, problems),
    carrierAuthorities: fileIn(workingFolder, read.text('VSPPANEL_CARRIER_CA')),
    rtpPorts: read.range('VSPPANEL_RTP_START', 'VSPPANEL_RTP_END'),
    asterisk: read.text('VSPPANEL_ASTERISK') ?? 'auto',
    firewall: read.oneOf('VSPPANEL_FIREWALL', ['auto', 'off']) ?? 'auto',
    cardKeys: cardKeySource(read, dataFolder, problems),
  };
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return config;
}

/** Both files or neither; that they are what they should be is looked at when they are used. */
function phoneCertificate(read: Reader, workingFolder: string, problems: string[]): Config['phoneCertificate'] {
  const [certificate, key] = [read.text('VSPPANEL_TLS_CERT'), read.text('VSPPANEL_TLS_KEY')];
  if (certificate === null && key === null) return null;
  if (certificate === null || key === null) problems.push('Set both VSPPANEL_TLS_CERT and VSPPANEL_TLS_KEY, or neither.');
  return { certificateFile: resolve(workingFolder, certificate ?? ''), keyFile: resolve(workingFolder, key ?? '') };
}
const fileIn = (folder: string, path: string | null): string | null => (path === null ? null : resolve(folder, path));

/** The keys of stored cards: VSPPANEL_CARD_KEY, or what VSPPANEL_CARD_KEY_COMMAND prints, or a file of the data folder. */
function cardKeySource(read: Reader, dataFolder: string, problems: string[]): CardKeySource {
  const keys = read.text('VSPPANEL_CARD_KEY');
  const command = read.text('VSPPANEL_CARD_KEY_COMMAND');
  if (keys !== null && command !== null) problems.push('Set VSPPANEL_CARD_KEY or VSPPANEL_CARD_KEY_COMMAND, not both.');
  // The value is a secret: it is not repeated.
  if (keys !== null && !/^([A-Za-z0-9+/_-]{43}=?([\s,]+|$))+$/.test(keys))
    problems.push('VSPPANEL_CARD_KEY must be keys of 32 bytes in base64, newest first. Make one with: openssl rand -base64 32');
  if (keys !== null) return { kind: 'setting', keys };
  return command === null ? { kind: 'file', file: join(dataFolder, 'secrets', 'card-keys') } : { kind: 'command', command };
}

/** What the supervisor told this part. An error here is our own mistake, or a part started by hand. */
export function partConfig(environment: Environment = process.env): PartConfig {
  const problems: string[] = [];
  const read = reader(environment, problems);
  const need = (name: string): string => {
    const value = read.text(name);
    if (value === null) problems.push(`${name} is missing. Parts are started by "npm start", not by hand.`);
    return value ?? '';
  };
  const port = (name: string): number => read.port(name) ?? Number(need(name));
  const config: PartConfig = {
    dataFolder: need('VSPPANEL_DATA'),
    bindAddress: need('VSPPANEL_BIND'),
    publicAddress: need('VSPPANEL_PUBLIC_ADDRESS'),
    publicUrl: need('VSPPANEL_PUBLIC_URL'),
    trustedProxies: read.networks('VSPPANEL_TRUSTED_PROXIES'),
    httpPort: port('VSPPANEL_HTTP_PORT'),
    sipPort: port('VSPPANEL_SIP_PORT'),
    iaxPort: port('VSPPANEL_IAX_PORT'),
    sipsPort: port('VSPPANEL_SIPS_PORT'),
    appUrl: need('VSPPANEL_APP_URL'),
    readUrl: need('VSPPANEL_READ_URL'),
    engine: read.text('VSPPANEL_AMI_PORT') === null ? null : engineConfig(need, port),
    engineAdvice: read.text('VSPPANEL_ENGINE_ADVICE') ?? '',
    sealSecret: need('VSPPANEL_SEAL_SECRET'),
    cardKeys: partCardKeys(read),
  };
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return config;
}

/** The same settings as environment variables: the supervisor's half of `partConfig`. */
export function partEnvironment(config: PartConfig): Record<string, string> {
  const { engine } = config;
  return {
    VSPPANEL_DATA: config.dataFolder,
    VSPPANEL_BIND: config.bindAddress,
    VSPPANEL_PUBLIC_ADDRESS: config.publicAddress,
    VSPPANEL_PUBLIC_URL: config.publicUrl,
    VSPPANEL_TRUSTED_PROXIES: config.trustedProxies.join(','),
    VSPPANEL_HTTP_PORT: String(config.httpPort),
    VSPPANEL_SIP_PORT: String(config.sipPort),
    VSPPANEL_IAX_PORT: String(config.iaxPort),
    VSPPANEL_SIPS_PORT: String(config.sipsPort),
    VSPPANEL_APP_URL: config.appUrl,
    VSPPANEL_READ_URL: config.readUrl,
    VSPPANEL_ENGINE_ADVICE: config.engineAdvice,
    VSPPANEL_SEAL_SECRET: config.sealSecret,
    ...cardKeyEnvironment(config.cardKeys),
    ...(engine && {
      VSPPANEL_AMI_PORT: String(engine.amiPort),
      VSPPANEL_AMI_SECRET: engine.amiSecret,
      VSPPANEL_FASTAGI_PORT: String(engine.fastAgiPort),
      VSPPANEL_WEBSOCKET_PORT: String(engine.websocketPort),
      VSPPANEL_ENGINE_INSTANCE: engine.instanceFolder,
      VSPPANEL_CEL_FILE: engine.celFile,
      VSPPANEL_FIREWALL: engine.firewall,
    }),
  };
}

function partCardKeys(read: Reader): CardKeySource | null {
  const file = read.text('VSPPANEL_CARD_KEY_FILE');
  const keys = read.text('VSPPANEL_CARD_KEY');
  const command = read.text('VSPPANEL_CARD_KEY_COMMAND');
  if (file !== null) return { kind: 'file', file };
  if (keys !== null) return { kind: 'setting', keys };
  return command === null ? null : { kind: 'command', command };
}

function cardKeyEnvironment(source: CardKeySource | null): Record<string, string> {
  if (source === null) return {};
  if (source.kind === 'file') return { VSPPANEL_CARD_KEY_FILE: source.file };
  return source.kind === 'setting' ? { VSPPANEL_CARD_KEY: source.keys } : { VSPPANEL_CARD_KEY_COMMAND: source.command };
}

/**
 * The environment handed to children: ours without the database's owner and other settings that a part must not see,
 * then `more`.
 */
export function childEnvironment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name]) => !/^(VSPPANEL_|DATABASE_URL$|PG[A-Z]+$)/.test(name));
  return { ...(Object.fromEntries(kept) as Record<string, string>), ...more };
}

function engineConfig(need: (name: string) => string, port: (name: string) => number): EngineConfig {
  return {
    amiPort: port('VSPPANEL_AMI_PORT'),
    amiSecret: need('VSPPANEL_AMI_SECRET'),
    fastAgiPort: port('VSPPANEL_FASTAGI_PORT'),
    websocketPort: port('VSPPANEL_WEBSOCKET_PORT'),
    instanceFolder: need('VSPPANEL_ENGINE_INSTANCE'),
    celFile: need('VSPPANEL_CEL_FILE'),
    firewall: need('VSPPANEL_FIREWALL') === 'auto' ? 'auto' : 'off',
  };
}
