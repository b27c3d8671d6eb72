import { join } from 'node:path';
import type { Config, EngineConfig } from '../config.ts';
import { amiUser, spoolPath } from '../engines/asterisk/configuration.ts';
import { writeAsteriskInstance } from '../engines/asterisk/instance.ts';
import { iaxKey } from '../vault/safe.ts';
import type { FoundAsterisk } from './asterisk.ts';
import { asteriskPart } from './asteriskPart.ts';
import type { Part } from './part.ts';
import type { Ports } from './ports.ts';
import type { PreparedDatabase } from './prepareDatabase.ts';
import { secret } from './secret.ts';

export type InstanceSettings = {
  readonly config: Config;
  readonly ports: Ports;
  readonly database: PreparedDatabase;
  readonly found: FoundAsterisk;
  readonly publicAddress: string;
  readonly say: (line: string) => void;
};

/** This data folder's Asterisk: the part to keep running, and what call control must know to talk to it. */
export function asteriskParts({ config, ports, database, found, publicAddress, say }: InstanceSettings): {
  part: Part;
  engine: EngineConfig;
} {
  const folder = join(config.dataFolder, 'asterisk');
  const amiSecret = secret(config.dataFolder, 'ami');
  const prepare = () =>
    writeAsteriskInstance({
      folder,
      modulesDir: found.modulesDir,
      shareDir: found.shareDir,
      bindAddress: config.bindAddress,
      // Told only when somebody set it: Asterisk rewrites addresses for it as behind NAT.
      ...(config.publicAddress === null ? {} : { publicAddress }),
      ports,
      amiSecret,
      database: database.engine,
      iaxKey: iaxKey(secret(config.dataFolder, 'seal')),
    });
  const needsLowPort = Math.min(ports.sip, ports.iax) < 1024;
  const ami = { port: ports.ami, user: amiUser, secret: amiSecret };
  return {
    part: asteriskPart({
      found,
      prepare,
      ami,
      folder,
      needsLowPort,
      say,
      logFile: join(config.dataFolder, 'log', 'asterisk.log'),
    }),
    engine: {
      amiPort: ports.ami,
      amiSecret,
      fastAgiPort: ports.fastAgi,
      websocketPort: ports.websocket,
      instanceFolder: folder,
      celFile: spoolPath(folder),
      firewall: config.firewall,
    },
  };
}
