import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../supervisor/freePort.ts';
import { plainEnvironment } from '../../supervisor/unprivileged.ts';
import { leaseSoundPorts } from '../soundPorts.ts';
import type { TestPhone } from './addTestPhone.ts';
import { eventually } from './eventually.ts';

/** baresip: a SIP phone made by others. It answers every call at once. */
export type Baresip = {
  readonly dial: (number: string) => void;
  readonly hangUp: () => void;
  /** What it wrote on its screen. */
  readonly said: () => string;
  /** Its events so far: REGISTER_OK, CALL_ESTABLISHED, CALL_CLOSED, … */
  readonly events: () => readonly string[];
  /** What its loudspeaker played, 8 kHz, -1 … 1. */
  readonly heard: () => Float64Array;
  readonly stop: () => Promise<void>;
};

/** Encrypted sound is demanded (SRTP by SDES), and comes with TLS unless `transport` says otherwise. */
export type BaresipOptions = { readonly isEncrypted?: boolean; readonly transport?: 'udp' | 'tls' };
const transportOf = (transport: 'udp' | 'tls'): string => (transport === 'tls' ? ';transport=tls' : '');

const rate = 8000;

/** Starts the phone, which speaks a tone (Hz), and waits until it is registered. */
export async function startBaresip(
  phone: TestPhone,
  server: number,
  tone: number,
  { isEncrypted = false, transport = isEncrypted ? 'tls' : 'udp' }: BaresipOptions = {},
): Promise<Baresip> {
  const folder = mkdtempSync(join(tmpdir(), 'vsppanel-baresip-'));
  const port = await freePort('127.0.0.1', ['udp', 'tcp']);
  const control = await freePort('127.0.0.1');
  const sound = await leaseSoundPorts(100);
  writeFileSync(join(folder, 'mouth.wav'), toneFile(tone, 60));
  writeFileSync(join(folder, 'config'), configuration(folder, port, control, sound));
  writeFileSync(
    join(folder, 'accounts'),
    `<sip:${phone.number}@127.0.0.1:${server}${transportOf(transport)}>;auth_user=${phone.number};auth_pass=${phone.secret};regint=300;answermode=auto;audio_codecs=PCMU${isEncrypted ? ';mediaenc=srtp-mand' : ''}\n`,
  );
  writeFileSync(join(folder, 'contacts'), '');
  const output = openSync(join(folder, 'output'), 'a');
  // It quits when its standard input ends, so the pipe stays open.
  const child = spawn('baresip', ['-f', folder], { env: { ...plainEnvironment, HOME: folder }, stdio: ['pipe', output, output] });
  const events: string[] = [];
  const socket = await connectTo(control, child);
  socket.on('data', readEvents(events));
  socket.on('error', () => undefined);
  const command = (name: string, params = '') => {
    const text = JSON.stringify({ command: name, params, token: 't' });
    socket.write(`${Buffer.byteLength(text)}:${text},`);
  };
  await eventually(
    () => events.includes('REGISTER_OK') || readFileSync(join(folder, 'output'), 'utf8').includes('200 OK'),
    `baresip ${phone.number} is registered`,
  );
  return {
    dial: (number) => command('dial', `sip:${number}@127.0.0.1:${server}${transportOf(transport)}`),
    hangUp: () => command('hangup'),
    said: () => readFileSync(join(folder, 'output'), 'utf8'),
    events: () => events,
    heard: () => samplesOf(folder),
    stop: async () => {
      socket.destroy();
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function configuration(folder: string, port: number, control: number, sound: { start: number; end: number }): string {
  return `sip_listen 127.0.0.1:${port}
audio_player aubridge,ear
snd_path ${folder}
audio_source aufile,${folder}/mouth.wav
audio_alert aufile,/dev/null
ausrc_srate ${rate}
auplay_srate ${rate}
ausrc_channels 1
auplay_channels 1
rtp_ports ${sound.start}-${sound.end}
module_path /usr/lib/baresip/modules
module g711.so
module srtp.so
module aufile.so
module aubridge.so
module sndfile.so
module ctrl_tcp.so
module_app account.so
module_app contact.so
module_app menu.so
ctrl_tcp_listen 127.0.0.1:${control}
`;
}

async function connectTo(port: number, child: ChildProcess): Promise<Socket> {
  let found: Socket | undefined;
  await eventually(async () => {
    if (child.exitCode !== null) throw new Error('baresip ended at its start');
    const socket = connect({ port, host: '127.0.0.1' });
    const isOpen = await new Promise<boolean>((resolve) =>
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false)),
    );
    if (isOpen) found = socket;
    return isOpen;
  }, 'baresip opens its control port');
  return found as Socket;
}

/** Netstrings of JSON: `27:{"event":true,"type":"…"},` */
function readEvents(events: string[]): (part: Buffer) => void {
  let text = '';
  return (part) => {
    text += part.toString('utf8');
    for (let found = /^(\d+):/.exec(text); found; found = /^(\d+):/.exec(text)) {
      const end = found[0].length + Number(found[1]);
      if (text.length <= end) return;
      const { type } = JSON.parse(text.slice(found[0].length, end)) as { type?: string };
      if (type !== undefined) events.push(type);
      text = text.slice(end + 1);
    }
  };
}

const headerBytes = 44;

function toneFile(frequency: number, seconds: number): Buffer {
  const samples = rate * seconds;
  const file = Buffer.alloc(headerBytes + samples * 2);
  file.write('RIFF', 0);
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(samples * 2, 40);
  for (let at = 0; at < samples; at += 1) {
    file.writeInt16LE(Math.round(9830 * Math.sin((2 * Math.PI * frequency * at) / rate)), headerBytes + at * 2);
  }
  return file;
}

/** baresip's recorder writes one file for each call and direction: `dump-<time>-dec.wav` is what came in. The newest counts. */
function samplesOf(folder: string): Float64Array {
  const name = readdirSync(folder)
    .filter((one) => one.endsWith('-dec.wav'))
    .sort()
    .at(-1);
  if (name === undefined) return new Float64Array();
  const bytes = readFileSync(join(folder, name)).subarray(headerBytes);
  return Float64Array.from({ length: Math.floor(bytes.length / 2) }, (_, at) => bytes.readInt16LE(at * 2) / 32_768);
}
