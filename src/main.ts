import { join } from 'node:path';
import { pino } from 'pino';
import { type ActionContext, run } from './actions/run.ts';
import { sandboxBooks } from './actions/sandbox/sandboxBooks.ts';
import { makeSetupToken } from './actions/staff/makeSetupToken.ts';
import { partConfig } from './config.ts';
import { systemActor } from './core/access/permission.ts';
import { instant } from './core/base/time.ts';
import { withConnection } from './db/connection.ts';
import { listen } from './db/listen.ts';
import { openPool } from './db/pool.ts';
import { waitForDatabase } from './db/waitForDatabase.ts';
import { messagesFolder } from './engines/asterisk/configuration.ts';
import { readRecording } from './engines/asterisk/recordings.ts';
import { openExportFolder } from './files/exportFolder.ts';
import { openGateways } from './gateways/index.ts';
import type { Door } from './http/door.ts';
import { openLiveFeed } from './http/liveFeed.ts';
import { buildServer } from './http/server.ts';
import { watchHealth } from './http/watchHealth.ts';
import { smtpSender } from './mail/smtpSender.ts';
import { openPrinter } from './print/openPrinter.ts';
import { cardKeyReader } from './supervisor/cardKeys.ts';
import { joinSupervisor } from './supervisor/joinSupervisor.ts';
import { openSafe } from './vault/safe.ts';

/** The panel's process: wiring only. Calls go on while it is away. */
const config = partConfig();
const log = pino({ name: 'panel' });
const clock = () => instant(Date.now());
const broken = (error: Error) => log.warn({ err: error }, 'a database connection broke');
const appPool = openPool(config.appUrl, { max: 10, name: 'vsppanel panel' }, broken);
const readPool = openPool(config.readUrl, { max: 10, name: 'vsppanel screens', statementTimeoutMilliseconds: 10_000 }, broken);

const cardKeys = config.cardKeys && cardKeyReader(config.cardKeys, (error) => log.warn({ err: error }, 'reading the card keys'));
const context: ActionContext = { pool: appPool, clock, safe: openSafe(config.sealSecret), ...(cardKeys && { cardKeys }) };
const printer = openPrinter();
const door: Door = {
  act: (doer, action, input) => run(context, doer, action, input),
  ask: (question) => withConnection(readPool, question),
  clock,
  phoneServer: { address: config.publicAddress, sipPort: config.sipPort, iaxPort: config.iaxPort },
  phoneSocketPort: config.engine?.websocketPort,
  recording: async (name) => (config.engine ? readRecording(messagesFolder(config.engine.instanceFolder), name) : undefined),
  publicUrl: config.publicUrl,
  engineAdvice: config.engineAdvice,
  sendMail: smtpSender(),
  gateways: openGateways({ sandboxBooks: sandboxBooks(context), publicUrl: config.publicUrl, stripe: { clock } }),
  printer,
  exports: openExportFolder(join(config.dataFolder, 'exports')),
};
const webFolder = join(import.meta.dirname, '..', 'dist', 'web');
const failed = (what: string, error: unknown) => log.warn({ err: error }, what);
const feed = openLiveFeed(door.ask, failed);
const server = await buildServer(door, feed, { log, webFolder, trustedProxies: config.trustedProxies });
const health = watchHealth(door, feed);
const listener = listen(config.appUrl, {
  channels: ['change'],
  name: 'vsppanel panel changes',
  onConnect: feed.catchUp,
  onMessage: (_, payload) => feed.hear(payload),
  onError: (error) => failed('listening for changes', error),
});
const supervised = joinSupervisor(async () => {
  // Requests in progress may finish; a browser that holds a connection open may not hold us up.
  await Promise.race([server.close(), new Promise((resolve) => setTimeout(resolve, 5000).unref())]);
  health.stop();
  await listener.stop();
  await printer.close();
  await Promise.all([appPool.end(), readPool.end()]);
});

await waitForDatabase(appPool, (cause) => log.warn({ err: cause }, 'waiting for the database'));
const setupToken = await run(context, systemActor, makeSetupToken, null);
await server.listen({ host: config.bindAddress, port: config.httpPort });
// After `#`: a browser never sends it to a server, so it stands in no log. It is worth something once.
supervised.ready(setupToken === undefined ? {} : { setupPath: `/setup#${setupToken}` });
