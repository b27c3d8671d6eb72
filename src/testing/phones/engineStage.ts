import type { LoginFailure } from '../../core/access/ban.ts';
import { type Instant, instant } from '../../core/base/time.ts';
import type { CallDecision, CallReport, CallRequest } from '../../core/calls/call.ts';
import type { LeftMessage } from '../../core/calls/message.ts';
import type { MadeRecording } from '../../core/calls/recording.ts';
import { messagesFolder, recordingsFolder } from '../../engines/asterisk/configuration.ts';
import { asteriskEngine } from '../../engines/asterisk/engine.ts';
import type { CallEngine, CallHandlers, SpoolPosition } from '../../engines/engine.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';
import { eventually } from './eventually.ts';
import { openRelay, type Relay } from './relay.ts';
import { type Sipp, startSipp } from './sipp.ts';
import { startTestAsterisk, type TestAsterisk } from './testAsterisk.ts';

/** A real Asterisk, a real database of phones, the engine between them, and a test in the place of call control. */
export type EngineStage = {
  readonly database: TestDatabase;
  readonly asterisk: TestAsterisk;
  /** Between Asterisk and the database. */
  readonly relay: Relay;
  readonly engine: () => CallEngine;
  readonly requests: CallRequest[];
  readonly answers: { readonly callId: string; readonly at: Instant; readonly attempt: number }[];
  readonly reports: CallReport[];
  readonly messages: LeftMessage[];
  /** Who was not let in. */
  readonly failures: LoginFailure[];
  readonly recordings: MadeRecording[];
  /** What call control says to the next calls. */
  readonly decide: (how: (request: CallRequest) => CallDecision | Promise<CallDecision>) => void;
  /** The one report of the call with this position in `requests`, once it is there. */
  readonly reportOf: (index: number) => Promise<CallReport>;
  /** A phone or a carrier; it is stopped with the story that it belongs to. */
  readonly sipp: (options: Parameters<typeof startSipp>[0]) => Promise<Sipp>;
  /** Between two stories: phones stop, and what was heard is forgotten. */
  readonly clear: () => Promise<void>;
  /** Call control dies; nothing is said to Asterisk. */
  readonly stopEngine: () => Promise<void>;
  /** It comes back where it had stored that it was. Resolves when it is connected. */
  readonly startEngine: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export async function openEngineStage({ notLetIn, ...options }: StageOptions = {}): Promise<EngineStage> {
  const database = await createTestDatabase();
  const relay = await openRelay(database.engine.port);
  const asterisk = await startTestAsterisk({ engine: { ...database.engine, port: relay.port } }, options);
  const state: State = { connections: 0, decide: () => ({ ok: false, refusal: 'not_ready' }) };
  const heard: Heard = { requests: [], answers: [], reports: [], messages: [], recordings: [], failures: [] };
  const { requests, answers, reports } = heard;
  const startEngine = () => startListening(asterisk, state, heard, notLetIn);
  const stopEngine = async () => state.engine?.stop();
  const phones = testPhones();
  await startEngine();
  return {
    database,
    asterisk,
    relay,
    engine: () => state.engine as CallEngine,
    ...heard,
    decide: (how) => {
      state.decide = how;
    },
    reportOf: (index) => onlyOne(() => reports.filter(({ callId }) => callId === requests[index]?.callId)),
    sipp: phones.start,
    clear: async () => {
      await phones.stop();
      requests.length = answers.length = reports.length = 0;
    },
    stopEngine,
    startEngine,
    close: async () => {
      await phones.stop();
      await stopEngine();
      await asterisk.stop();
      await relay.close();
      await database.drop();
    },
  };
}

type State = {
  engine?: CallEngine;
  position?: SpoolPosition;
  connections: number;
  decide: (request: CallRequest) => CallDecision | Promise<CallDecision>;
};
type Heard = {
  readonly requests: CallRequest[];
  readonly answers: { callId: string; at: Instant; attempt: number }[];
  readonly reports: CallReport[];
  readonly messages: LeftMessage[];
  readonly recordings: MadeRecording[];
  readonly failures: LoginFailure[];
};
type NotLetIn = NonNullable<CallHandlers['notLetIn']>;
/** Of Asterisk, and who else hears of those who were not let in. */
type StageOptions = NonNullable<Parameters<typeof startTestAsterisk>[1]> & { readonly notLetIn?: NotLetIn };

/** Starts an engine that goes on where the last one stored that it was. */
async function startListening(asterisk: TestAsterisk, state: State, heard: Heard, notLetIn?: NotLetIn): Promise<void> {
  const engine = engineFor(asterisk);
  state.engine = engine;
  const connections = state.connections;
  await engine.start(
    {
      authorize: async (request) => {
        heard.requests.push(request);
        return state.decide(request);
      },
      happened: async (news, position) => {
        heard.answers.push(...news.answers.map(({ answeredAt, ...one }) => ({ ...one, at: answeredAt })));
        heard.reports.push(...news.reports);
        state.position = position;
      },
      ...mailboxOf(heard.messages),
      callRecorded: async (made) => heard.recordings.push(made) > 0,
      notLetIn: (failures) => {
        heard.failures.push(...failures);
        notLetIn?.(failures);
      },
      connected: () => {
        state.connections += 1;
      },
      disconnected: () => undefined,
    },
    state.position,
  );
  await eventually(() => state.connections > connections, 'the engine is connected');
}

async function onlyOne(reports: () => readonly CallReport[]): Promise<CallReport> {
  await eventually(() => reports().length > 0, 'the call is reported');
  if (reports().length !== 1) throw new Error(`${reports().length} reports of one call`);
  return reports()[0] as CallReport;
}

/** The phones and carriers of the story that runs. */
function testPhones() {
  const running: Sipp[] = [];
  return {
    start: async (options: Parameters<typeof startSipp>[0]) => {
      const started = await startSipp(options);
      running.push(started);
      return started;
    },
    stop: async () => {
      for (const one of running.splice(0)) await one.stop();
    },
  };
}

/** Takes every message; nobody hears them. */
function mailboxOf(messages: LeftMessage[]): Pick<CallHandlers, 'messageLeft' | 'openMailbox' | 'markMessage'> {
  return {
    messageLeft: async (left) => messages.push(left) > 0,
    openMailbox: async () => ({ ok: false, why: 'wrong_pin' }),
    markMessage: async () => undefined,
  };
}

/** Where the stage keeps recordings of calls. */
export const keptRecordings = ({ folder }: Pick<TestAsterisk, 'folder'>): string => `${folder}/kept`;

function engineFor(asterisk: TestAsterisk): CallEngine {
  return asteriskEngine({
    amiPort: asterisk.ports.ami,
    amiSecret: asterisk.amiSecret,
    fastAgiPort: asterisk.ports.fastAgi,
    spoolFile: asterisk.instance.spoolFile,
    etcFolder: asterisk.instance.etc,
    messagesFolder: messagesFolder(asterisk.folder),
    folder: asterisk.folder,
    recordingsFolder: recordingsFolder(asterisk.folder),
    keptRecordingsFolder: keptRecordings(asterisk),
    now: () => instant(Date.now()),
    log: () => undefined,
  });
}
