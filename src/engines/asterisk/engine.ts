import type { Server } from 'node:net';
import type { Id } from '../../core/base/id.ts';
import type { Instant, Seconds } from '../../core/base/time.ts';
import type { CallReport, Trunk } from '../../core/calls/call.ts';
import type { CallQuality } from '../../core/calls/quality.ts';
import type { CallEngine, CallHandlers, SpoolPosition } from '../engine.ts';
import { type Ami, openAmi } from './ami.ts';
import { byNumber } from './browsers.ts';
import { type CallRecordings, openCallRecordings } from './callRecordings.ts';
import { microseconds, readCelLine } from './celLine.ts';
import { type AnsweredSide, bridgedSides, toLiveCalls } from './channels.ts';
import { amiUser } from './configuration.ts';
import { openFastAgi } from './fastagi.ts';
import type { Firewall } from './firewall.ts';
import { openGuard } from './guard.ts';
import { answerMailbox } from './mailbox.ts';
import { tellMessages } from './messageLamps.ts';
import { openPhoneCache } from './phoneCache.ts';
import { openRecordings, type Recordings } from './recordings.ts';
import { openSoundMeter, type SoundMeter } from './sound.ts';
import { openSpool, type Spool } from './spool.ts';
import { openTestCalls } from './testCalls.ts';
import { type SpoolNews, toCallRequest, toInstant, toNews, toPlan, toTried } from './translate.ts';
import { openTrunks } from './trunkFiles.ts';
import { type OwnPorts, readTrunkStates } from './trunkStates.ts';
import { findTrustedNetworks } from './trustedNetworks.ts';

export type AsteriskEngineOptions = {
  readonly amiPort: number;
  readonly amiSecret: string;
  readonly fastAgiPort: number;
  /** writeAsteriskInstance().spoolFile. */
  readonly spoolFile: string;
  /** writeAsteriskInstance().etc: the provider files are written there. */
  readonly etcFolder: string;
  /** messagesFolder(): where Asterisk writes what callers say. */
  readonly messagesFolder: string;
  /** recordingsFolder(): where Asterisk records calls; and where they are kept. */
  readonly recordingsFolder: string;
  readonly keptRecordingsFolder: string;
  /** Where phones reach this switch; a provider there is reported as a circle. */
  readonly ownPorts?: OwnPorts;
  /** writeAsteriskInstance()'s folder: its log tells who was not let in. */
  readonly folder: string;
  /** Keeps banned networks out; Asterisk does it where this is left out or not permitted. */
  readonly firewall?: Firewall;
  readonly now: () => Instant;
  readonly log: (line: string) => void;
};

/** What the engine remembers while it runs; all of it can be asked again from Asterisk or the spool. */
type Memory = {
  readonly answered: Map<string, AnsweredSide>;
  /** Of every provider applied so far. */
  readonly protocols: Map<Id, Trunk['protocol']>;
  trunks: readonly Trunk[];
  /** Network number → logins of the browsers that ring with it. */
  browsers: ReadonlyMap<string, readonly string[]>;
  /** What the dialplan enforces by itself. Seconds. */
  readonly granted: Map<string, Seconds>;
  handlers: CallHandlers | undefined;
  version: string;
  liveCalls: number;
  spool: Spool | undefined;
  saved: SpoolPosition;
  server: Server | undefined;
  recordings: Recordings | undefined;
  callRecordings: CallRecordings | undefined;
  readonly sound: SoundMeter;
};

/**
 * Calls through Asterisk: decisions by FastAGI, the end of calls from its event spool, everything else by its manager
 * interface. `start` before Asterisk itself is up is fine, in any order.
 */
export function asteriskEngine(options: AsteriskEngineOptions): CallEngine {
  const memory = emptyMemory();
  let ami: Ami | undefined;
  const reach = (): Ami => {
    if (!ami) throw new Error('the engine has not been started');
    return ami;
  };
  const phones = openPhoneCache(() => ami);
  const trunks = openTrunks(options.etcFolder, () => ami, phones.forget);
  const guard = openGuard({ firewall: undefined, ...options, ami: () => ami });
  const settleReady = () =>
    void becomeReady(reach(), memory, async () => {
      await Promise.all([trunks.reload(), guard.reload()]);
      await phones.flush();
    }).catch((error: unknown) => options.log(`Asterisk went away while connecting: ${String(error)}`));
  return {
    start: async (handlers, from) => {
      await listen(memory, options, handlers, from);
      ami = openAmi({
        port: options.amiPort,
        user: amiUser,
        secret: options.amiSecret,
        onReady: settleReady,
        onGone: () => handlers.disconnected(),
        onEvent: guard.onEvent,
      });
      guard.start(handlers);
    },
    stop: async () => {
      ami?.stop();
      await Promise.all([stopListening(memory), guard.stop()]);
    },
    grant: async (callId, answeredAt, grantedSeconds) => {
      if (memory.granted.get(callId) === grantedSeconds) return;
      await setLimits(reach(), memory, callId, (answeredAt + grantedSeconds * 1000 - options.now()) / 1000);
      memory.granted.set(callId, grantedSeconds);
    },
    hangUp: (callId) => unlessGone(reach().ask({ Action: 'Hangup', Channel: callId, Cause: 16 })),
    liveCalls: async () => {
      const channels = await listChannels(reach());
      const calls = toLiveCalls(channels, memory.answered);
      memory.liveCalls = calls.length;
      const heard = await memory.sound.look(reach(), channels);
      // Asked every few seconds: a good moment to repeat what Asterisk could not be told before.
      await Promise.all([trunks.reload(), phones.flush(), guard.reload()]).catch((error: unknown) =>
        options.log(`Asterisk could not be told: ${String(error)}`),
      );
      return calls.map((one) => ({ ...one, ...withHeard(heard.get(one.callId)) }));
    },
    applyTrunks: async (applied, emergency) => {
      for (const { providerId, protocol } of applied) memory.protocols.set(providerId, protocol);
      memory.trunks = applied;
      await trunks.apply(applied, emergency);
    },
    trunkStates: () => readTrunkStates(reach(), memory.trunks, options.ownPorts),
    forgetPhones: phones.forget,
    ringBrowsers: (browsers) => Object.assign(memory, { browsers }),
    applyBans: guard.apply,
    trustedNetworks: () => findTrustedNetworks(memory.trunks),
    ...keptSound(memory),
    tellMessages: (counts) => tellMessages(reach(), counts),
    ...openTestCalls(reach),
    status: () => ({
      isConnected: ami?.isReady() ?? false,
      liveCalls: memory.liveCalls,
      shutsOutBy: guard.shutsOutBy(),
      ...(memory.version === '' ? {} : { version: memory.version }),
    }),
  };
}

async function stopListening(memory: Memory): Promise<void> {
  memory.recordings?.stop();
  memory.callRecordings?.stop();
  memory.server?.close();
  await memory.spool?.stop();
}

/** Messages and recorded calls on the disk. */
function keptSound(memory: Memory): Pick<CallEngine, 'removeRecordings' | 'removeCallRecordings' | 'freeRecordingBytes'> {
  return {
    removeRecordings: async (recordings) => memory.recordings?.remove(recordings),
    removeCallRecordings: async (recordings) => memory.callRecordings?.remove(recordings),
    freeRecordingBytes: async () => (await memory.callRecordings?.freeBytes()) ?? 0n,
  };
}

const withHeard = (quality: CallQuality | undefined) => quality && { quality };

/** Everything that Asterisk tells by itself: the spool, questions, recordings. */
async function listen(
  memory: Memory,
  { spoolFile, fastAgiPort, messagesFolder, recordingsFolder, keptRecordingsFolder, now, log }: AsteriskEngineOptions,
  handlers: CallHandlers,
  from: SpoolPosition | undefined,
): Promise<void> {
  memory.handlers = handlers;
  memory.saved = from ?? memory.saved;
  memory.spool = openSpool({ file: spoolFile, from, log, handle: (lines, at) => handOver(memory, lines, at) });
  memory.server = await openFastAgi({ port: fastAgiPort, log, decide: (given) => decide(memory, given, handlers, now) });
  memory.recordings = openRecordings({ folder: messagesFolder, now, log, handle: handlers.messageLeft });
  const recorded = { folder: recordingsFolder, keptFolder: keptRecordingsFolder, handle: handlers.callRecorded };
  memory.callRecordings = openCallRecordings({ ...recorded, now, log });
}

const emptyMemory = (): Memory => ({
  answered: new Map(),
  granted: new Map(),
  protocols: new Map(),
  trunks: [],
  browsers: new Map(),
  handlers: undefined,
  version: '',
  liveCalls: 0,
  spool: undefined,
  saved: { spool: '', position: 0n },
  server: undefined,
  recordings: undefined,
  callRecordings: undefined,
  sound: openSoundMeter(),
});

/** Asterisk is (again) there: `renew` what it may have missed, read the spool to its end, then say so. */
async function becomeReady(ami: Ami, memory: Memory, renew: () => Promise<void>): Promise<void> {
  memory.version = (await ami.ask({ Action: 'CoreSettings' })).AsteriskVersion ?? '';
  memory.granted.clear(); // A new Asterisk has no timers of ours.
  await renew();
  await memory.spool?.drained();
  await recallAnswers(ami, memory);
  memory.handlers?.connected();
}

async function decide(
  memory: Memory,
  environment: ReadonlyMap<string, string>,
  handlers: CallHandlers,
  now: () => Instant,
): Promise<string | undefined> {
  if (['mailbox', 'message'].includes(environment.get('agi_network_script') ?? '')) return answerMailbox(environment, handlers);
  const request = toCallRequest(environment, now());
  if (!request) return undefined;
  const decision = await handlers.authorize(request);
  if (decision.ok) memory.granted.set(request.callId, decision.grantedSeconds);
  return toPlan(decision, (providerId) => memory.protocols.get(providerId), memory.browsers);
}

const saveAfterBytes = 65_536n;

/** Answers, ends and the position together: whatever breaks is offered again. */
async function handOver(memory: Memory, lines: readonly string[], position: SpoolPosition): Promise<void> {
  const handlers = memory.handlers as CallHandlers;
  const events = lines.flatMap((line) => readCelLine(line) ?? []);
  const news = events.flatMap((event) => toNews(event) ?? []);
  const tried = events.flatMap((event) => toTried(event) ?? []);
  // Offered twice after a fault it is counted twice; that decides nothing about money.
  if (tried.length > 0) handlers.tried?.(tried);
  const reports: CallReport[] = news.flatMap((one) => (one.kind === 'ended' ? [withQuality(memory, one)] : []));
  const ended = new Set(reports.map(({ callId }) => callId));
  const answers = news.flatMap((one) =>
    one.kind === 'answered' && !ended.has(one.callId) ? [byNumber(one, memory.browsers)] : [],
  );
  for (const one of answers) memory.answered.set(one.callId, one);
  // Lines without news are cheap to read again: their position is worth a write only now and then.
  const isSaved = position.spool === memory.saved.spool && position.position - memory.saved.position < saveAfterBytes;
  if (answers.length === 0 && reports.length === 0 && isSaved) return;
  await handlers.happened({ answers, reports }, position);
  memory.saved = position;
  for (const callId of ended) forget(memory, callId);
}

function withQuality({ sound }: Memory, { report, counts }: Extract<SpoolNews, { kind: 'ended' }>): CallReport {
  const quality = sound.judge(report.callId, counts);
  return quality ? { ...report, quality } : report;
}

function forget(memory: Memory, callId: string): void {
  memory.answered.delete(callId);
  memory.granted.delete(callId);
  memory.sound.forget(callId);
}

/** A tenth of a second early as in the dialplan (answered). The caller gets a second more: the answering side's timer is the exact one. */
async function setLimits(ami: Ami, memory: Memory, callId: string, remainingSeconds: number): Promise<void> {
  const remaining = Math.max(remainingSeconds - 0.1, 0.1);
  const side = memory.answered.get(callId)?.channelId ?? bridgedSides(await listChannels(ami)).get(callId);
  await unlessGone(ami.ask({ Action: 'AbsoluteTimeout', Channel: callId, Timeout: (remaining + 1).toFixed(3) }));
  if (side !== undefined) await unlessGone(ami.ask({ Action: 'AbsoluteTimeout', Channel: side, Timeout: remaining.toFixed(3) }));
}

/** After a start of this process: what the answering sides wrote on themselves tells when their calls were answered. */
async function recallAnswers(ami: Ami, memory: Memory): Promise<void> {
  for (const [callId, channelId] of bridgedSides(await listChannels(ami))) {
    if (memory.answered.has(callId)) continue;
    const told = await ami.ask({ Action: 'Getvar', Channel: channelId, Variable: 'CHANNEL(userfield)' }).catch(() => undefined);
    const [, attempt = '', answered = ''] = (told?.Value ?? '').split('^');
    const at = microseconds(answered);
    if (at !== undefined) memory.answered.set(callId, { channelId, answeredAt: toInstant(at), attempt: Number(attempt) });
  }
}

const listChannels = (ami: Ami) => ami.list({ Action: 'CoreShowChannels' });

/** A call that has ended meanwhile is no fault. */
async function unlessGone(asked: Promise<unknown>): Promise<void> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof Error && /no such channel/i.test(error.message)) return;
    throw error;
  }
}
