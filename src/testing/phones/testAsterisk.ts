import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AsteriskPorts } from '../../engines/asterisk/asteriskSettings.ts';
import { type AsteriskInstance, writeAsteriskInstance } from '../../engines/asterisk/instance.ts';
import { type FoundAsterisk, findAsterisk } from '../../supervisor/asterisk.ts';
import { freePort } from '../../supervisor/freePort.ts';
import type { Certificate } from '../../supervisor/selfSigned.ts';
import { plainEnvironment } from '../../supervisor/unprivileged.ts';
import type { TestDatabase } from '../database.ts';
import { testEngineFolder } from '../engine.ts';
import { leaseSoundPorts } from '../soundPorts.ts';
import { eventually } from './eventually.ts';

export type TestAsterisk = {
  readonly folder: string;
  readonly ports: AsteriskPorts;
  /** Undefined without a certificate. */
  readonly tlsPort: number | undefined;
  readonly amiSecret: string;
  readonly instance: AsteriskInstance;
  /** Runs one command of Asterisk's own console. */
  readonly console: (command: string) => Promise<string>;
  readonly log: () => string;
  readonly start: () => Promise<void>;
  /** `kill -9`: no goodbye to anybody. */
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export const testIaxKey = 'iax-key-of-the-tests';

/** The Asterisk that tests use: the machine's, or the one unpacked into .cache/engine (about 20 seconds the first time). */
export async function testAsteriskProgram(): Promise<FoundAsterisk> {
  const found = await findAsterisk({ engineFolder: testEngineFolder(), asterisk: 'auto' }, () => undefined);
  if (found.kind === 'missing') throw new Error(found.advice);
  return found;
}

/** A real Asterisk in a temporary folder, on free ports of 127.0.0.1, with its phones in `database`. */
export async function startTestAsterisk(
  database: Pick<TestDatabase, 'engine'>,
  options: { readonly certificate?: Certificate; readonly carrierAuthorities?: string } = {},
): Promise<TestAsterisk> {
  const program = await testAsteriskProgram();
  const folder = mkdtempSync(join(tmpdir(), 'vsppanel-asterisk-'));
  const ports = await choosePorts();
  const amiSecret = 'ami-secret-of-the-tests';
  const tls = options.certificate && (await openTls(folder, options.certificate));
  const instance = writeAsteriskInstance({
    folder,
    modulesDir: program.modulesDir,
    shareDir: program.shareDir,
    bindAddress: '127.0.0.1',
    ports,
    ...(tls && { tls }),
    ...(options.carrierAuthorities !== undefined && { carrierAuthorities: options.carrierAuthorities }),
    amiSecret,
    database: database.engine,
    iaxKey: testIaxKey,
  });
  let running: ChildProcess | undefined;
  const runConsole = (command: string) => askConsole(program, instance, command);
  const start = async () => {
    running = launch(program, instance, folder);
    await eventually(() => isListening(ports.ami), 'Asterisk opens its manager port');
    await eventually(async () => (await runConsole('core waitfullybooted')).includes('fully booted'), 'Asterisk is booted');
  };
  const end = async (signal: NodeJS.Signals) => {
    if (running?.exitCode !== null || running.signalCode !== null) return;
    running.kill(signal);
    await once(running, 'exit');
  };
  await start();
  return {
    folder,
    ports,
    tlsPort: tls?.port,
    amiSecret,
    instance,
    console: runConsole,
    log: () => readFileSync(join(folder, 'log/messages'), 'utf8'),
    start,
    kill: () => end('SIGKILL'),
    stop: async () => {
      await end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Where the certificate of a test Asterisk lies; a test may put another in its place. */
export const tlsFiles = (folder: string) => ({
  certificateFile: join(folder, 'phones.crt'),
  keyFile: join(folder, 'phones.key'),
});

async function openTls(folder: string, { certificate, key }: Certificate) {
  const files = tlsFiles(folder);
  writeFileSync(files.certificateFile, certificate);
  writeFileSync(files.keyFile, key, { mode: 0o600 });
  return { port: await freePort('127.0.0.1'), ...files };
}

async function choosePorts(): Promise<AsteriskPorts> {
  const both = ['udp', 'tcp'] as const;
  const [sip, iax, ami, fastAgi, websocket] = [
    await freePort('127.0.0.1', both),
    await freePort('127.0.0.1', ['udp']),
    await freePort('127.0.0.1'),
    await freePort('127.0.0.1'),
    await freePort('127.0.0.1'),
  ];
  const sound = await leaseSoundPorts(400);
  return { sip, iax, ami, fastAgi, websocket, rtpStart: sound.start, rtpEnd: sound.end };
}

function launch(program: FoundAsterisk, instance: AsteriskInstance, folder: string): ChildProcess {
  const output = openSync(join(folder, 'output'), 'a');
  return spawn(program.command, [...program.args, ...instance.args], {
    env: { ...plainEnvironment, ...instance.environment },
    stdio: ['ignore', output, output],
  });
}

function askConsole(program: FoundAsterisk, instance: AsteriskInstance, command: string): Promise<string> {
  const words = [...program.args, '-C', join(instance.etc, 'asterisk.conf'), '-rx', command];
  return new Promise((resolve) =>
    execFile(program.command, words, { timeout: 60_000 }, (_error, output, complaint) => resolve(output + complaint)),
  );
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
