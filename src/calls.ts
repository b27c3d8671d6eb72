import type { CallContext } from './actions/calls/callContext.ts';
import { countMessages } from './actions/calls/countMessages.ts';
import { deleteGoneRecordings } from './actions/calls/goneRecordings.ts';
import { listTrunks } from './actions/calls/listTrunks.ts';
import { deleteRemovedRecordings } from './actions/calls/removedRecordings.ts';
import { findSpoolPosition } from './actions/calls/spoolPosition.ts';
import { tellStatus } from './actions/calls/tellStatus.ts';
import { run } from './actions/run.ts';
import { type EngineConfig, type PartConfig, partConfig } from './config.ts';
import { systemActor } from './core/access/permission.ts';
import { instant } from './core/base/time.ts';
import { listen } from './db/listen.ts';
import { openPool } from './db/pool.ts';
import { waitForDatabase } from './db/waitForDatabase.ts';
import { keptRecordingsFolder, messagesFolder, recordingsFolder } from './engines/asterisk/configuration.ts';
import { asteriskEngine } from './engines/asterisk/engine.ts';
import { openFirewall } from './engines/asterisk/firewall.ts';
import type { CallEngine, CallHandlers, EmergencyFallback } from './engines/engine.ts';
import { type BanDeskOptions, openBanDesk } from './jobs/banDesk.ts';
import { openBrowserRinging } from './jobs/browserRinging.ts';
import { type ChangeDesk, onChange, onCommand } from './jobs/callChanges.ts';
import { extendHolds, onAuthorize, onHappened } from './jobs/callDesk.ts';
import { every } from './jobs/every.ts';
import { mailboxDesk } from './jobs/mailboxDesk.ts';
import { openProviderWatch } from './jobs/providerWatch.ts';
import { type Missing, reconcileCalls, takeOverCalls } from './jobs/reconcileCalls.ts';
import { type RecordingDesk, recordingDesk } from './jobs/recordingDesk.ts';
import { openCallMemory } from './memory/callMemory.ts';
import { oneAtATime } from './memory/oneAtATime.ts';
import type { OpenCalls } from './memory/openCalls.ts';
import { phonesInUse } from './memory/phonesInUse.ts';
import { joinSupervisor } from './supervisor/joinSupervisor.ts';
import { openSafe } from './vault/safe.ts';

/**
 * The call-control process: wiring only. It answers Asterisk, keeps calls in progress paid for, settles what ends.
 * The panel may restart or fail beside it without a call being touched.
 */
const config = partConfig();
const log = (line: string): void => void process.stderr.write(`${new Date().toISOString()} ${line}\n`);
const report = (what: string, error: unknown): void =>
  log(error === undefined ? what : `${what}: ${error instanceof Error ? error.message : String(error)}`);
const pool = openPool(
  config.appUrl,
  { max: 8, name: 'vsppanel calls', statementTimeoutMilliseconds: 5000, idleTimeoutMilliseconds: 0 },
  (error) => report('a database connection broke', error),
);
const context: CallContext = { tx: pool, now: () => instant(Date.now()), report };

const stops: (() => Promise<void>)[] = [];
const supervised = joinSupervisor(async () => {
  for (const stop of stops.reverse()) await stop();
  await pool.end();
});

await waitForDatabase(pool, (cause) => report('waiting for the database', cause));
if (config.engine) await control(config, config.engine);
else log(`running without calls: ${config.engineAdvice}`);
supervised.ready();

async function control(settings: PartConfig, engineSettings: EngineConfig): Promise<void> {
  const engine = asteriskEngine({
    amiPort: engineSettings.amiPort,
    amiSecret: engineSettings.amiSecret,
    fastAgiPort: engineSettings.fastAgiPort,
    spoolFile: engineSettings.celFile,
    etcFolder: `${engineSettings.instanceFolder}/etc`,
    messagesFolder: messagesFolder(engineSettings.instanceFolder),
    folder: engineSettings.instanceFolder,
    ...firewallOf(settings, engineSettings),
    recordingsFolder: recordingsFolder(engineSettings.instanceFolder),
    keptRecordingsFolder: keptRecordingsFolder(settings.dataFolder),
    ownPorts: { sip: settings.sipPort, iax: settings.iaxPort },
    now: context.now,
    log,
  });
  const open: OpenCalls = new Map();
  const copies = { ...(await openCallMemory(pool)), phones: phonesInUse(open) };
  const safe = openSafe(settings.sealSecret);
  const actions = { pool, clock: context.now, safe };
  const recording = recordingDesk(actions, engine);
  const applyTrunks = oneAtATime(async () => engine.applyTrunks(await listTrunks(context, safe), emergencyFallback(desk)));
  const desk: ChangeDesk = { context, copies, open, engine, applyTrunks, isRecordingStopped: recording.isStopped };

  const failed = (what: string) => (error: unknown) => report(what, error);
  const watch = openProviderWatch(context, engine);
  const browsers = openBrowserRinging(desk);
  const act: BanDeskOptions['act'] = (action, input) => run({ pool, clock: context.now, safe }, systemActor, action, input);
  const bans = openBanDesk({ context, engine, act });
  const handlers: CallHandlers = {
    tried: (tried) => void watch.tried(tried).catch(failed('noting attempts at providers')),
    notLetIn: (failures) => void bans.notLetIn(failures).catch(failed('judging who was not let in')),
    authorize: (request) => onAuthorize(desk, request),
    ...mailboxDesk(actions),
    ...recording.handlers,
    happened: (news, position) => onHappened(desk, news, position),
    connected: () => {
      takeOverCalls(desk).then(tell).catch(failed('taking over calls'));
      lamps.tell().catch(failed('telling phones of messages'));
    },
    disconnected: () => void tell().catch(failed('telling the panel')),
  };
  const tell = async (): Promise<void> => {
    const { version = '', ...status } = engine.status();
    await tellStatus(context, { ...status, version });
  };
  const lamps = lampTeller(engine);

  await applyTrunks();
  await takeOverCalls(desk);
  await engine.start(handlers, await findSpoolPosition(context));
  const readAgain = () => inTurn([copies.reset, applyTrunks, bans.renew, browsers.renew, lamps.tellIfUp]);
  const listener = listen(settings.appUrl, {
    channels: ['change', 'command'],
    name: 'vsppanel calls changes',
    onConnect: () => void readAgain().catch(failed('reading everything again')),
    onMessage: (channel, payload) => {
      const work = channel === 'command' ? onCommand(desk, payload) : onChange(desk, payload);
      const renewed = /^(ban|provider) /.test(payload) ? work.then(bans.renew) : work;
      if (channel === 'change') browsers.hear(payload).catch(failed(`phones in browsers: ${payload}`));
      renewed.catch(failed(`${channel} ${channel === 'command' ? '' : payload}`));
    },
    onError: failed('listening for changes'),
  });
  const timers = keepLooking(desk, { bans, browsers, recording, watch, tell, failed });
  stops.push(listener.stop, engine.stop, ...timers);
}

async function inTurn(steps: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const step of steps) await step();
}

/** Tells phones how many messages wait; an engine that connects later is told then. */
function lampTeller(engine: CallEngine) {
  const tell = async () => engine.tellMessages(await countMessages(context));
  return { tell, tellIfUp: async () => (engine.status().isConnected ? tell() : undefined) };
}

type Looking = {
  readonly bans: ReturnType<typeof openBanDesk>;
  readonly browsers: ReturnType<typeof openBrowserRinging>;
  readonly recording: RecordingDesk;
  readonly watch: ReturnType<typeof openProviderWatch>;
  readonly tell: () => Promise<void>;
  readonly failed: (what: string) => (error: unknown) => void;
};

/** What is looked at every few seconds; the answer stops each. */
function keepLooking(
  desk: ChangeDesk,
  { bans, browsers, recording, watch, tell, failed }: Looking,
): readonly (() => Promise<void>)[] {
  const { engine } = desk;
  let missing: Missing = new Set();
  const extending = every(1000, () => extendHolds(desk), failed('extending calls'));
  const reconcile = async () => {
    missing = await reconcileCalls(desk, missing);
    await tell();
  };
  const reconciling = every(5000, reconcile, failed('reconciling calls'));
  const lifting = every(1000, bans.tick, failed('lifting bans'));
  // Somebody may have flushed the machine's firewall.
  const renewing = every(60_000, bans.renew, failed('renewing bans'));
  const watching = every(
    3000,
    async () => {
      if (engine.status().isConnected) await watch.look();
    },
    failed('watching providers'),
  );
  // Logins lapse without a word.
  const ringing = every(30_000, browsers.renew, failed('reading the phones in browsers'));
  const removing = every(
    5000,
    async () => {
      // First: a file that cannot be deleted may not keep a full disk from being noticed.
      await recording.look();
      await deleteRemovedRecordings(context, engine.removeRecordings);
      await deleteGoneRecordings(context, engine.removeCallRecordings);
    },
    failed('looking after recordings'),
  );
  return [extending, reconciling, lifting, renewing, watching, ringing, removing].map((one) => one.stop);
}

/** A table of our own in the machine's firewall, unless somebody said no. */
function firewallOf({ sipPort, sipsPort, iaxPort }: PartConfig, { firewall }: EngineConfig) {
  return firewall === 'auto'
    ? { firewall: openFirewall({ table: `vsppanel_${sipPort}`, ports: [sipPort, sipsPort, iaxPort] }) }
    : {};
}

/** What Asterisk may dial by itself when call control is silent. */
function emergencyFallback(desk: ChangeDesk): EmergencyFallback {
  const { dialPlan, emergencyRouteId } = desk.copies.settings();
  const route = emergencyRouteId === undefined ? undefined : desk.copies.routes().get(emergencyRouteId);
  const providerId = route?.rules
    .find((rule) => rule.prefix === '')
    ?.providerIds.find((id) => desk.copies.providers().get(id)?.isActive);
  return {
    numbers: dialPlan.emergencyNumbers,
    ...(providerId !== undefined && { trunk: { providerId, number: (dialled: string) => dialled } }),
  };
}
