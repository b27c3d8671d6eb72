/** Where this Asterisk listens. All on `bindAddress` except AMI and the websocket, which are always on 127.0.0.1. */
export type AsteriskPorts = {
  readonly sip: number;
  readonly iax: number;
  readonly ami: number;
  readonly fastAgi: number;
  /** Browser phones: on 127.0.0.1, reached through the panel's /ws. */
  readonly websocket: number;
  readonly rtpStart: number;
  readonly rtpEnd: number;
};

export type AsteriskDatabase = {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
};

/** What the static configuration is made of. */
export type AsteriskSettings = {
  /** Asterisk's own folder: configuration, spool, logs, run files. */
  readonly folder: string;
  readonly modulesDir: string;
  /** Unique for ever: it starts every call id. */
  readonly systemName: string;
  readonly bindAddress: string;
  /** The address that phones outside see, when this machine stands behind NAT. */
  readonly publicAddress?: string;
  readonly ports: AsteriskPorts;
  /** Where phones come in with TLS, and with which certificate; absent = nowhere. Files that Asterisk may read. */
  readonly tls?: { readonly port: number; readonly certificateFile: string; readonly keyFile: string };
  /** A PEM file of authorities that carriers' certificates may be signed by, beside the machine's own. */
  readonly carrierAuthorities?: string;
  readonly amiSecret: string;
  readonly database: AsteriskDatabase;
};

/** The list of banned networks in acl.conf (bans.ts). */
export const banList = 'vsppanel-bans';
