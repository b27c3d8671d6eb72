import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { Client } from 'pg';
import { type ActionContext, run } from '../actions/run.ts';
import { sandboxBooks } from '../actions/sandbox/sandboxBooks.ts';
import { addStaff } from '../actions/staff/addStaff.ts';
import { type StaffLevel, systemActor } from '../core/access/permission.ts';
import { type Instant, instant } from '../core/base/time.ts';
import { withConnection } from '../db/connection.ts';
import { openPool } from '../db/pool.ts';
import { openExportFolder } from '../files/exportFolder.ts';
import { openGateways } from '../gateways/index.ts';
import type { Door } from '../http/door.ts';
import { type LiveFeed, openLiveFeed } from '../http/liveFeed.ts';
import { buildServer, type ServerOptions } from '../http/server.ts';
import { type Office, officeJobs } from '../jobs/office.ts';
import { smtpSender } from '../mail/smtpSender.ts';
import { openPrinter } from '../print/openPrinter.ts';
import { parseCardKeys } from '../vault/cardKeys.ts';
import { openSafe } from '../vault/safe.ts';
import { hookDeliverer } from '../wires/deliverHook.ts';
import type { WirePolicy } from '../wires/wire.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

export type TestPanel = {
  readonly database: TestDatabase;
  readonly server: FastifyInstance;
  readonly context: ActionContext;
  /** What the jobs of the back office work with. */
  readonly office: Office;
  /** Where files of calls are written; gone with the panel. */
  readonly exportFolder: string;
  readonly door: Door;
  readonly feed: LiveFeed;
  /** Sends a request without a network. */
  readonly ask: (method: InjectOptions['method'], path: string, options?: AskOptions) => Promise<LightMyRequestResponse>;
  /** A signed-in person of this level; the answer is the `Cookie` header. */
  readonly signIn: (level: StaffLevel) => Promise<string>;
  /** As migrations and whoever steals the database may; answers nothing. */
  readonly asOwner: (statement: string) => Promise<void>;
  /** Moves the clock of every action. Milliseconds. */
  readonly passTime: (milliseconds: number) => void;
  /** Does what the back office would do at this moment of the moved clock: every job once, or those of these names. */
  readonly doOfficeWork: (...names: readonly string[]) => Promise<void>;
  readonly close: () => Promise<void>;
};
export type TestPanelOptions = ServerOptions & {
  /** Where webhooks may go; left out: no name leads anywhere. */
  readonly wirePolicy?: WirePolicy;
};
const nobodyThere: WirePolicy = { resolve: async () => [], mayConnect: () => false };
export type AskOptions = {
  readonly cookie?: string;
  readonly key?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** Where the request comes from; loopback when left out. */
  readonly address?: string;
};

/** 32 bytes, in clear. */
const testCardKey = Buffer.alloc(32, 'card key of tests').toString('base64');
export const testPassword = 'correct horse battery';

/** The panel on a database of its own: real actions, real PostgreSQL; only the clock can be moved. */
export async function startTestPanel(options: TestPanelOptions = {}): Promise<TestPanel> {
  const { wirePolicy = nobodyThere, ...serverOptions } = options;
  const database = await createTestDatabase();
  const ignore = () => undefined;
  const appPool = openPool(database.appUrl, { max: 20, name: 'test panel' }, ignore);
  const readPool = openPool(database.readUrl, { max: 10, name: 'test screens' }, ignore);
  let moved = 0;
  const clock = (): Instant => instant(Date.now() + moved);
  const cardKeys = () => parseCardKeys(testCardKey);
  const context: ActionContext = {
    ...{ pool: appPool, clock, cardKeys },
    safe: openSafe('the sealing secret of all tests, in clear'),
  };
  const printer = openPrinter();
  const exportFolder = mkdtempSync(join(tmpdir(), 'vsppanel-exports-'));
  const exports = openExportFolder(exportFolder);
  const door: Door = {
    act: (doer, action, input) => run(context, doer, action, input),
    ask: (question) => withConnection(readPool, question),
    clock,
    phoneServer: { address: '192.0.2.1', sipPort: 5060, iaxPort: 4569 },
    phoneSocketPort: undefined,
    recording: async () => Buffer.from('RIFF'),
    publicUrl: 'https://panel.test',
    engineAdvice: '',
    sendMail: smtpSender({ timeoutMilliseconds: 60_000 }),
    gateways: openGateways({ sandboxBooks: sandboxBooks(context), publicUrl: 'https://panel.test', stripe: { clock } }),
    printer,
    exports,
  };
  const office: Office = { ...officeOf(context, door), exports, deliver: hookDeliverer(wirePolicy) };
  const feed = openLiveFeed(door.ask, ignore);
  const server = await buildServer(door, feed, serverOptions);
  const ask = asking(server);
  return {
    database,
    server,
    context,
    office,
    exportFolder,
    door,
    feed,
    ask,
    signIn: async (level) => {
      const userName = `${level}.${Math.trunc(clock())}`;
      await run(context, systemActor, addStaff, { userName, name: `The ${level}`, level, password: testPassword });
      return cookieOf(await ask('POST', '/session', { body: { userName, password: testPassword } }));
    },
    asOwner: async (statement) => {
      const client = new Client({ connectionString: database.ownerUrl });
      await client.connect();
      await client.query(statement).finally(() => client.end());
    },
    passTime: (milliseconds) => {
      moved += milliseconds;
    },
    doOfficeWork: (...names) => workOff(office, names),
    close: async () => {
      await server.close();
      await printer.close();
      rmSync(exportFolder, { recursive: true, force: true });
      await Promise.all([appPool.end(), readPool.end()]);
      await database.drop();
    },
  };
}

/** Requests without a network. */
function asking(server: FastifyInstance): TestPanel['ask'] {
  return (method, path, { cookie, key, body, headers, address } = {}) =>
    server.inject({
      ...(address !== undefined && { remoteAddress: address }),
      ...(method && { method }),
      url: path.startsWith('/api/') ? path : `/api/v1${path}`,
      headers: {
        ...(cookie !== undefined && { cookie }),
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { payload: JSON.stringify(body) }),
    });
}

function officeOf(context: ActionContext, { sendMail: send, gateways, printer, publicUrl, clock: now }: Door) {
  const act: Office['act'] = (action, input) => run(context, systemActor, action, input);
  return { act, send, now, gateways, printer, publicUrl };
}

async function workOff(office: Office, names: readonly string[]): Promise<void> {
  for (const job of officeJobs) if (names.length === 0 || names.includes(job.name)) await job.work(office);
}

/** The `Cookie` header that a browser would send after this answer. */
export function cookieOf(response: LightMyRequestResponse): string {
  const [session] = response.cookies;
  if (!session) throw new Error(`no cookie in ${response.statusCode} ${response.body}`);
  return `${session.name}=${session.value}`;
}
