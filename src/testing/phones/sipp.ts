import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../supervisor/freePort.ts';
import { plainEnvironment } from '../../supervisor/unprivileged.ts';
import type { TestPhone } from './addTestPhone.ts';
import { eventually } from './eventually.ts';
import { isTcpOpen, isUdpOpen } from './isUdpOpen.ts';

const scenarios = fileURLToPath(new URL('../sipp/', import.meta.url));

/** One SIP message as SIPp saw it. */
export type SipMessage = {
  readonly isSent: boolean;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** `INVITE sip:…` or `SIP/2.0 200 OK`. */
  readonly firstLine: string;
  readonly text: string;
};

/** A SIPp that runs; it plays one scenario. */
export type Sipp = {
  readonly port: number;
  /** Resolves when the scenario has ended; rejects when it went another way than written. */
  readonly finished: Promise<void>;
  readonly messages: () => readonly SipMessage[];
  /** Ends it early; `finished` then resolves. */
  readonly stop: () => Promise<void>;
};

export type SippOptions = {
  readonly scenario: string;
  /** Ours; a free one when absent. */
  readonly port?: number;
  /** Our address; 127.0.0.1 when absent. */
  readonly address?: string;
  /** The SIP port of Asterisk; absent for a side that waits for calls. */
  readonly server?: number;
  readonly phone?: TestPhone;
  /** UDP when absent. */
  readonly transport?: 'tcp';
  readonly calls?: number;
  /** It gives up after so long; 120 when absent. */
  readonly timeoutSeconds?: number;
  /** The scenario's pause: talk before hanging up, or ringing before answering. */
  readonly pauseMilliseconds?: number;
  /** Words of the scenario: `[dialled]`, `[status]`, `[media]`. */
  readonly words?: Readonly<Record<string, string | number>>;
};

/** Starts SIPp with a scenario of src/testing/sipp. Resolves once its port is open (a waiting side) or at once (a calling side). */
export async function startSipp(options: SippOptions): Promise<Sipp> {
  const folder = mkdtempSync(join(tmpdir(), 'vsppanel-sipp-'));
  const port = options.port ?? (await freePort(options.address ?? '127.0.0.1', [options.transport ?? 'udp']));
  // SIPp reads a status before it replaces words, so this one word is replaced here.
  const scenario = readFileSync(join(scenarios, `${options.scenario}.xml`), 'utf8').replaceAll(
    '[status]',
    String(options.words?.status),
  );
  writeFileSync(join(folder, 'scenario.xml'), scenario);
  const child = spawn('sipp', argumentsOf(options, port, folder), {
    // The times in its log are local ones.
    env: { ...plainEnvironment, TZ: 'UTC' },
    cwd: folder,
    stdio: 'ignore',
  });
  let isStopping = false;
  const finished = ended(child).then((code) => {
    if (code !== 0 && !isStopping)
      throw new Error(`SIPp ${options.scenario} ended with ${code}:\n${read(join(folder, 'errors'))}`);
  });
  finished.catch(() => undefined);
  const sipp: Sipp = {
    port,
    finished,
    messages: () => readMessages(read(join(folder, 'messages'))),
    stop: async () => {
      isStopping = true;
      child.kill('SIGKILL');
      await finished.catch(() => undefined);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  if (options.server === undefined) {
    const isOpen = options.transport === 'tcp' ? isTcpOpen : isUdpOpen;
    await eventually(() => child.exitCode !== null || isOpen(port, options.address), 'SIPp opens its port');
    if (child.exitCode !== null) await finished.then(() => Promise.reject(new Error('SIPp ended before its first call')));
  }
  return sipp;
}

/** Registers a phone so that calls to it come to `port`. */
export async function registerPhone(phone: TestPhone, server: number, port: number, expires = 300): Promise<void> {
  const sipp = await startSipp({ scenario: 'register', phone, server, port, words: { expires } });
  await sipp.finished;
  await sipp.stop();
}

/** True when Asterisk refuses this phone's registration although its secret is right. */
export async function isRegistrationRefused(phone: TestPhone, server: number): Promise<boolean> {
  const sipp = await startSipp({ scenario: 'register-refused', phone, server, words: { expires: 300 } });
  const isRefused = await sipp.finished.then(
    () => true,
    () => false,
  );
  await sipp.stop();
  return isRefused;
}

/** The status of the last final answer to INVITE, for the caller's side. */
export function finalStatus(messages: readonly SipMessage[]): number | undefined {
  const answers = messages.filter(({ isSent, text }) => !isSent && /^CSeq:\s*\d+ INVITE/im.test(text));
  const last = answers.findLast(({ firstLine }) => !/^SIP\/2\.0 (1\d\d|401)/.test(firstLine));
  return last && Number(last.firstLine.slice(8, 11));
}

/** The first message of this kind: 'BYE', 'SIP/2.0 200', … */
export const firstOf = (messages: readonly SipMessage[], start: string): SipMessage | undefined =>
  messages.find(({ firstLine }) => firstLine.startsWith(start));

/** Where the other side wants its audio: the port in the last description received. */
export function mediaPort(messages: readonly SipMessage[]): number | undefined {
  const described = messages.findLast(({ isSent, text }) => !isSent && text.includes('m=audio '));
  return described && Number(/m=audio (\d+)/.exec(described.text)?.[1]);
}

function argumentsOf(options: SippOptions, port: number, folder: string): string[] {
  const words = { media: 9, expires: 300, ...options.words, user: options.phone?.number ?? 'nobody' };
  return [
    ...(options.server === undefined ? [] : [`127.0.0.1:${options.server}`]),
    ...[
      '-sf',
      join(folder, 'scenario.xml'),
      '-i',
      options.address ?? '127.0.0.1',
      '-p',
      String(port),
      '-m',
      String(options.calls ?? 1),
    ],
    ...[
      '-nostdin',
      '-d',
      String(options.pauseMilliseconds ?? 200),
      '-timeout',
      String(options.timeoutSeconds ?? 120),
      '-timeout_error',
      '-trace_msg',
      '-message_file',
      join(folder, 'messages'),
    ],
    ...(options.transport === 'tcp' ? ['-t', 't1'] : []),
    ...['-trace_err', '-error_file', join(folder, 'errors')],
    ...(options.phone ? ['-au', options.phone.number, '-ap', options.phone.secret] : []),
    ...Object.entries(words).flatMap(([name, value]) => ['-key', name, String(value)]),
  ];
}

function readMessages(text: string): readonly SipMessage[] {
  return text.split(/^-{40,} (?=\d{4}-)/m).flatMap((block) => {
    const found = /^(\d{4}-\d\d-\d\d)[ \t]+(\d\d:\d\d:\d\d)\.(\d+)\n\w+ message (sent|received)[^\n]*\n\n?([\s\S]*)$/.exec(block);
    if (!found) return [];
    const [, day, time, fraction = '', direction, message = ''] = found;
    const at = Date.parse(`${day}T${time}.${fraction.slice(0, 3)}Z`);
    return [{ isSent: direction === 'sent', at, firstLine: message.split(/\r?\n/)[0] ?? '', text: message }];
  });
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`SIPp cannot run (apt-get install sip-tester): ${error.message}`)));
    child.once('close', (code) => resolve(code));
  });
}

const read = (path: string): string => (existsSync(path) ? readFileSync(path, 'latin1') : '');
