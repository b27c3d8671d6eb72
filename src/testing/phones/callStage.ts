import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { type PartConfig, partEnvironment } from '../../config.ts';
import { openPool } from '../../db/pool.ts';
import { freePort } from '../../supervisor/freePort.ts';
import { plainEnvironment } from '../../supervisor/unprivileged.ts';
import { moneyFaults, topUp } from '../callFixture.ts';
import { createTestDatabase } from '../database.ts';
import { type FaultProxy, openFaultProxy } from '../faultProxy.ts';
import { addTestPhone, type TestPhone } from './addTestPhone.ts';
import { type Sipp, startSipp } from './sipp.ts';
import { startTestAsterisk, type TestAsterisk } from './testAsterisk.ts';

/** The lines between the parts, each through a proxy that can break. */
export type LineName = 'questions' | 'manager' | 'database';

/** A real Asterisk, the real call-control program and a real database, with a caller who has money and a carrier that answers. */
export type CallStage = {
  readonly asterisk: TestAsterisk;
  /** `questions`: Asterisk asks call control (FastAGI). `manager`: call control tells Asterisk (AMI). `database`: call control and PostgreSQL. */
  readonly lines: Readonly<Record<LineName, FaultProxy>>;
  readonly owner: pg.Pool;
  readonly caller: TestPhone;
  /** Resolves with what ended call control, which nothing should. */
  readonly exited: Promise<string>;
  readonly isAlive: () => boolean;
  readonly faults: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

const program = fileURLToPath(new URL('../../calls.ts', import.meta.url));

export async function openCallStage(): Promise<CallStage> {
  const database = await createTestDatabase();
  const owner = openPool(database.ownerUrl, { max: 2, name: 'test owner' }, () => undefined);
  const asterisk = await startTestAsterisk(database);
  const fastAgi = await freePort('127.0.0.1');
  const appUrl = new URL(database.appUrl);
  const lines = {
    questions: await openFaultProxy(fastAgi, asterisk.ports.fastAgi),
    manager: await openFaultProxy(asterisk.ports.ami),
    database: await openFaultProxy(Number(appUrl.port)),
  };
  const carrier = await startSipp({ scenario: 'answer', calls: 100_000, pauseMilliseconds: 100 });
  const caller = await furnish(owner, database.ownerUrl, carrier);
  appUrl.port = String(lines.database.port);
  const folder = mkdtempSync(join(tmpdir(), 'vsppanel-calls-'));
  const child = start({
    ...{
      dataFolder: folder,
      bindAddress: '127.0.0.1',
      publicAddress: '127.0.0.1',
      publicUrl: 'http://127.0.0.1',
      trustedProxies: [],
    },
    ...{ httpPort: 1, sipPort: asterisk.ports.sip, iaxPort: asterisk.ports.iax, appUrl: String(appUrl), readUrl: String(appUrl) },
    engine: {
      ...{ amiPort: lines.manager.port, amiSecret: asterisk.amiSecret, fastAgiPort: fastAgi },
      ...{ instanceFolder: asterisk.folder, celFile: asterisk.instance.spoolFile, websocketPort: 1 },
      firewall: 'off',
    },
    ...{ engineAdvice: '', sealSecret: 'the sealing secret of all tests, in clear', cardKeys: null },
  });
  const exited = once(child, 'exit').then(([code, signal]) => `${signal ?? `exit code ${code}`}`);
  const isReady = once(child, 'message').then(() => undefined);
  await Promise.race([isReady, exited.then((how) => Promise.reject(new Error(`call control ended while starting: ${how}`)))]);
  return {
    ...{ asterisk, lines, owner, caller, exited },
    isAlive: () => child.exitCode === null && child.signalCode === null,
    faults: () => moneyFaults(owner),
    close: async () => {
      await Promise.all(Object.values(lines).map((line) => line.set('none')));
      child.kill('SIGTERM');
      await exited;
      await carrier.stop();
      await asterisk.stop();
      await Promise.all(Object.values(lines).map((line) => line.close()));
      await owner.end();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function start(config: PartConfig): ChildProcess {
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program], {
    env: { ...plainEnvironment, ...partEnvironment(config) },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}

/** A cent a second, a carrier, a caller with 100.00. */
async function furnish(owner: pg.Pool, ownerUrl: string, carrier: Sipp): Promise<TestPhone> {
  const phone = await addTestPhone(ownerUrl, '100001', 'sip');
  await owner.query(
    `insert into rate (billing_package_id, prefix, destination, price, initial_increment, increment)
     select id, '61', 'Australia', 600000000000, 1, 1 from billing_package`,
  );
  await owner.query(`insert into provider (name, protocol, host, port) values ('Carrier', 'sip', '127.0.0.1', $1)`, [
    carrier.port,
  ]);
  await owner.query(
    `insert into route_rule (route_id, prefix, position, provider_id) select r.id, '', 1, p.id from route r, provider p`,
  );
  await owner.query('update setting set emergency_route_id = r.id, default_route_id = r.id from route r');
  const account = await owner.query<{ id: bigint }>('select id from account');
  const id = account.rows[0]!.id;
  await owner.query('insert into account_balance (account_id, credit_limit) values ($1, 0)', [id]);
  await topUp(owner, id, '100', 'opening');
  return phone;
}
