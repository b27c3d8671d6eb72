import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../src/supervisor/freePort.ts';
import { plainEnvironment } from '../src/supervisor/unprivileged.ts';
import type { TestPhone } from '../src/testing/phones/addTestPhone.ts';
import { eventually } from '../src/testing/phones/eventually.ts';
import { isUdpOpen } from '../src/testing/phones/isUdpOpen.ts';

const scenarios = fileURLToPath(new URL('../src/testing/sipp/', import.meta.url));

/** One call of a stream: who dials what and hangs up after how long. */
export type PlannedCall = { readonly phone: TestPhone; readonly dialled: string; readonly talkMilliseconds: number };

/** One call as one side's SIPp saw it. Milliseconds since 1970. */
export type SeenCall = {
  /** What stands in the request line of the INVITE. */
  readonly dialled: string;
  readonly startedAt: number;
  readonly answeredAt?: number;
  /** The first BYE, whoever sent it. */
  readonly endedAt?: number;
  /** The final status of the call's last INVITE; absent while there is none. */
  readonly status?: number;
  /** How often an INVITE, its answer or a BYE had to be said again. */
  readonly repeats: number;
};

export type SippStream = {
  readonly port: number;
  readonly calls: () => readonly SeenCall[];
  /** Places no further calls, lets those in progress end for so long, and stops. */
  readonly finish: (withinMilliseconds: number) => Promise<void>;
  /** Resolves when all planned calls are over. */
  readonly finished: Promise<void>;
  readonly stop: () => Promise<void>;
  /** Files that SIPp wrote beside its messages. */
  readonly files: (name: RegExp) => readonly string[];
};

export type CallersOptions = {
  readonly calls: readonly PlannedCall[];
  readonly callsPerSecond: number;
  /** The SIP port of Asterisk. */
  readonly server: number;
  /** False: no record of messages, which costs the caller time; for measurements. */
  readonly areMessagesKept?: boolean;
  readonly words?: readonly string[];
  /** Changes the scenario's text before it is used. */
  readonly edit?: (scenario: string) => string;
};

/** Many phones in one SIPp: places the calls in order, so many a second, each with its own phone, number and length. */
export async function startCallers(options: CallersOptions): Promise<SippStream> {
  const folder = mkdtempSync(join(tmpdir(), 'vsppanel-callers-'));
  const lines = options.calls.map(
    ({ phone, dialled, talkMilliseconds }) =>
      `${phone.number};[authentication username=${phone.number} password=${phone.secret}];${dialled};${talkMilliseconds}`,
  );
  writeFileSync(join(folder, 'calls.csv'), `SEQUENTIAL\n${lines.join('\n')}\n`);
  const scenario = callerScenario(readFileSync(join(scenarios, 'call-and-hang-up.xml'), 'utf8'));
  writeFileSync(join(folder, 'scenario.xml'), options.edit?.(scenario) ?? scenario);
  const { callsPerSecond } = options;
  // SIPp takes whole calls per period: 0.5 a second is 1 in 2000 ms.
  const rate = callsPerSecond < 1 ? ['1', '-rp', String(Math.round(1000 / callsPerSecond))] : [String(callsPerSecond)];
  return start(folder, options.areMessagesKept ?? true, [
    `127.0.0.1:${options.server}`,
    ...['-inf', join(folder, 'calls.csv'), '-m', String(options.calls.length), '-l', '2000', '-r', ...rate],
    ...(options.words ?? []),
  ]);
}

/** A carrier that answers every call after `ringMilliseconds` and waits for its end. */
export async function startCarrier(ringMilliseconds: number, areMessagesKept = true): Promise<SippStream> {
  const folder = mkdtempSync(join(tmpdir(), 'vsppanel-carrier-'));
  writeFileSync(join(folder, 'scenario.xml'), readFileSync(join(scenarios, 'answer.xml')));
  const stream = await start(folder, areMessagesKept, ['-d', String(ringMilliseconds)]);
  await eventually(() => isUdpOpen(stream.port), 'the carrier opens its port');
  return stream;
}

/** The scenario of one phone, its words taken from the line of the call. */
function callerScenario(text: string): string {
  const pause = `<nop><action><assignstr assign_to="length" value="[field3]"/><todouble assign_to="talk" variable="length"/></action></nop>\n<pause variable="talk"/>`;
  return text
    .replaceAll('[user]', '[field0]')
    .replaceAll('[authentication]', '[field1]')
    .replaceAll('[dialled]', '[field2]')
    .replace('<pause/>', pause);
}

async function start(folder: string, areMessagesKept: boolean, words: readonly string[]): Promise<SippStream> {
  const port = await freePort('127.0.0.1', ['udp']);
  const kept = join(folder, 'messages');
  const common = ['-sf', join(folder, 'scenario.xml'), '-i', '127.0.0.1', '-p', String(port), '-nostdin', '-key', 'media', '9'];
  const record = areMessagesKept ? ['-trace_shortmsg', '-shortmessage_file', kept] : [];
  const child = spawn('sipp', [...words, ...common, ...record], { cwd: folder, env: plainEnvironment, stdio: 'ignore' });
  const ended = once(child, 'close').then(() => undefined);
  const calls = () => (existsSync(kept) ? readCalls(readFileSync(kept, 'latin1')) : []);
  const end = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  return {
    port,
    calls,
    finished: ended,
    finish: async (withinMilliseconds) => {
      await finishGently(child, ended, withinMilliseconds);
      await end();
    },
    stop: async () => {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
    files: (name) =>
      readdirSync(folder)
        .filter((one) => name.test(one))
        .map((one) => readFileSync(join(folder, one), 'latin1')),
  };
}

/** SIGUSR1 is SIPp's "no more calls". */
async function finishGently(child: ChildProcess, ended: Promise<void>, withinMilliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, withinMilliseconds);
  });
  child.kill('SIGUSR1');
  await Promise.race([ended, late]);
  clearTimeout(timer);
}

type Growing = { -readonly [Key in keyof SeenCall]: SeenCall[Key] };

/** SIPp's short message file: date, time, epoch seconds, S or R, Call-ID, CSeq, first line; one message a line. */
export function readCalls(text: string): readonly SeenCall[] {
  const calls = new Map<string, Growing>();
  const said = new Set<string>();
  for (const line of text.split('\n')) {
    const [, , epoch = '', direction = '', callId = '', sequence = '', first = ''] = line.split('\t');
    if (first === '') continue;
    const at = Math.round(Number(epoch) * 1000);
    const known = calls.get(callId);
    const call = known ?? { dialled: /^INVITE sip:([^@]*)@/.exec(first)?.[1] ?? '', startedAt: at, repeats: 0 };
    if (!known) calls.set(callId, call);
    const words = `${direction} ${callId} ${sequence} ${first}`;
    if (said.has(words) && /^(INVITE|BYE|SIP\/2\.0 200)/.test(first)) call.repeats += 1;
    said.add(words);
    note(call, at, sequence, first);
  }
  return [...calls.values()];
}

function note(call: Growing, at: number, sequence: string, first: string): void {
  if (first.startsWith('BYE ')) call.endedAt ??= at;
  const status = sequence.endsWith(' INVITE') ? Number(/^SIP\/2\.0 (\d{3})/.exec(first)?.[1] ?? 0) : 0;
  if (status === 200) call.answeredAt ??= at;
  if (status >= 200 && status !== 401) call.status = status;
}
