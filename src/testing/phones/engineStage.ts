import type { LoginFailure } from '../../core/access/ban.ts';
import { type Instant, instant } from '../../core/base/time.ts';
import type { CallDecision, CallReport, CallRequest } from '../../core/calls/call.ts';
import type { LeftMessage } from '../../core/calls/message.ts';
import { messagesFolder } from '../../engines/asterisk/configuration.ts';
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

type StageState = {
  engine?: CallEngine;
  position?: SpoolPosition;
  connections: number;
  decide: (request: CallRequest) => CallDecision | Promise<CallDecision>;
};

export async function openEngineStage({ notLetIn }: Pick<CallHandlers, 'notLetIn'> = {}): Promise<EngineStage> {
  const database = await createTestDatabase();
  const relay = await openRelay(database.engine.port);
  const asterisk = await startTestAsterisk({ engine: { ...database.engine, port: relay.port } });
  const state: StageState = { connections: 0, decide: () => ({ ok: false, refusal: 'not_ready' }) };
  const requests: CallRequest[] = [];
  const answers: { callId: string; at: Instant; attempt: number }[] = [];
  const reports: CallReport[] = [];
  const messages: LeftMessage[] = [];
  const failures: LoginFailure[] = [];
  const startEngine = async () => {
    const engine = engineFor(asterisk);
    state.engine = engine;
    const connections = state.connections;
    await engine.start(
      {
        authorize: async (request) => {
          requests.push(request);
          return state.decide(request);
        },
        happened: async (news, position) => {
          answers.push(...news.answers.map(({ answeredAt, ...one }) => ({ ...one, at: answeredAt })));
          reports.push(...news.reports);
          state.position = position;
        },
        ...mailboxOf(messages),
        notLetIn: both((more) => failures.push(...more), notLetIn),
        connected: () => {
          state.connections += 1;
        },
        disconnected: () => undefined,
      },
      state.position,
    );
    await eventually(() => state.connections > connections, 'the engine is connected');
  };
  const stopEngine = async () => state.engine?.stop();
  const phones = testPhones();
  await startEngine();
  return {
    database,
    asterisk,
    relay,
    engine: () => state.engine as CallEngine,
    requests,
    answers,
    reports,
    messages,
    failures,
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

type NotLetIn = NonNullable<CallHandlers['notLetIn']>;
const both =
  (first: NotLetIn, second: NotLetIn | undefined): NotLetIn =>
  (failures) => {
    first(failures);
    second?.(failures);
  };

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

function engineFor(asterisk: TestAsterisk): CallEngine {
  return asteriskEngine({
    amiPort: asterisk.ports.ami,
    amiSecret: asterisk.amiSecret,
    fastAgiPort: asterisk.ports.fastAgi,
    spoolFile: asterisk.instance.spoolFile,
    etcFolder: asterisk.instance.etc,
    messagesFolder: messagesFolder(asterisk.folder),
    folder: asterisk.folder,
    now: () => instant(Date.now()),
    log: () => undefined,
  });
}
