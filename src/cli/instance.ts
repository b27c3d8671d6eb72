import { join } from 'node:path';
import { type Config, readConfig } from '../config.ts';
import { lockHolder } from '../supervisor/lockFile.ts';
import { type Ports, rememberedPorts } from '../supervisor/ports.ts';
import { instanceDatabase, type PreparedDatabase } from '../supervisor/prepareDatabase.ts';
import { secret } from '../supervisor/secret.ts';

/** The instance that the command line talks about: that of VSPPANEL_DATA (default ./data). */
export type Instance = {
  readonly config: Config;
  readonly ports: Ports;
  readonly database: PreparedDatabase;
  readonly sealSecret: string;
  /** Process number of its supervisor; null when it is not running. */
  readonly supervisorPid: number | null;
};

/** Throws with what to do when there is no instance here, or when it must run and does not. */
export function runningInstance(): Instance {
  const instance = findInstance(readConfig());
  if (instance === null || (instance.supervisorPid === null && instance.config.databaseUrl === null)) {
    throw new Error(
      `No vspPanel runs on ${readConfig().dataFolder}. Start it with "npm start", or set VSPPANEL_DATA to its data folder.`,
    );
  }
  return instance;
}

/** Null before the first start of this data folder. */
export function findInstance(config: Config): Instance | null {
  const ports = rememberedPorts(config.dataFolder);
  if (ports === null) return null;
  return {
    config,
    ports,
    database: instanceDatabase(config, ports.postgres),
    sealSecret: secret(config.dataFolder, 'seal'),
    supervisorPid: lockHolder(join(config.dataFolder, 'run', 'instance.lock'))?.pid ?? null,
  };
}
