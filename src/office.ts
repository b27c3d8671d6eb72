import { join } from 'node:path';
import { pino } from 'pino';
import { type ActionContext, run } from './actions/run.ts';
import { sandboxBooks } from './actions/sandbox/sandboxBooks.ts';
import { partConfig } from './config.ts';
import { systemActor } from './core/access/permission.ts';
import { instant } from './core/base/time.ts';
import { openPool } from './db/pool.ts';
import { waitForDatabase } from './db/waitForDatabase.ts';
import { openExportFolder } from './files/exportFolder.ts';
import { openGateways } from './gateways/index.ts';
import { every } from './jobs/every.ts';
import { type Office, officeJobs } from './jobs/office.ts';
import { smtpSender } from './mail/smtpSender.ts';
import { openPrinter } from './print/openPrinter.ts';
import { cardKeyReader } from './supervisor/cardKeys.ts';
import { joinSupervisor } from './supervisor/joinSupervisor.ts';
import { sealAnchor } from './supervisor/sealAnchor.ts';
import { openSafe } from './vault/safe.ts';
import { hookDeliverer } from './wires/deliverHook.ts';
import { internetPolicy } from './wires/policy.ts';

/** The back office's process: wiring only. It does what the clock asks for; neither calls nor pages wait for it. */
const config = partConfig();
const log = pino({ name: 'office' });
const clock = () => instant(Date.now());
const pool = openPool(config.appUrl, { max: 4, name: 'vsppanel office' }, (error) =>
  log.warn({ err: error }, 'a database connection broke'),
);
const cardKeys = config.cardKeys && cardKeyReader(config.cardKeys, (error) => log.warn({ err: error }, 'reading the card keys'));
const context: ActionContext = { pool, clock, safe: openSafe(config.sealSecret), ...(cardKeys && { cardKeys }) };
const printer = openPrinter();
const office: Office = {
  act: (action, input) => run(context, systemActor, action, input),
  send: smtpSender(),
  now: clock,
  sealAnchor: sealAnchor(config.dataFolder),
  gateways: openGateways({ sandboxBooks: sandboxBooks(context), publicUrl: config.publicUrl, stripe: { clock } }),
  deliver: hookDeliverer(internetPolicy({ ownAddresses: [config.publicAddress] })),
  exports: openExportFolder(join(config.dataFolder, 'exports')),
  printer,
  publicUrl: config.publicUrl,
};

let jobs: readonly ReturnType<typeof every>[] = [];
const supervised = joinSupervisor(async () => {
  // Work in progress may finish; a mail server that holds a connection open may not hold us up.
  const finished = Promise.all(jobs.map((job) => job.stop()));
  await Promise.race([finished, new Promise((resolve) => setTimeout(resolve, 5000).unref())]);
  await printer.close();
  await pool.end();
});
await waitForDatabase(pool, (cause) => log.warn({ err: cause }, 'waiting for the database'));
jobs = officeJobs.map(({ name, everyMilliseconds, work }) =>
  every(
    everyMilliseconds,
    () => work(office),
    (error) => log.warn({ err: error }, name),
  ),
);
supervised.ready();
