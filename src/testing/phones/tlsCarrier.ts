import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, openSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../../supervisor/freePort.ts';
import { plainEnvironment } from '../../supervisor/unprivileged.ts';
import { leaseSoundPorts } from '../soundPorts.ts';
import { eventually } from './eventually.ts';
import { testAsteriskProgram } from './testAsterisk.ts';

/** Another Asterisk that plays a carrier which takes calls over TLS with encrypted sound alone, and answers each with an echo. */
export type TlsCarrier = {
  readonly port: number;
  /** Its certificate, which is its own authority. A PEM file. */
  readonly certificateFile: string;
  /** Runs one command of its console. */
  readonly console: (command: string) => Promise<string>;
  readonly stop: () => Promise<void>;
};

const modules = `res_timing_timerfd res_sorcery_config res_sorcery_memory res_sorcery_astdb res_crypto res_pjproject res_geolocation res_pjsip
  res_pjsip_pubsub res_pjsip_session res_pjsip_endpoint_identifier_anonymous res_pjsip_nat res_pjsip_sdp_rtp res_pjsip_caller_id res_srtp
  res_rtp_asterisk chan_pjsip bridge_simple codec_ulaw codec_alaw format_pcm pbx_config app_dial app_echo app_playtones res_speech res_agi`;

/** `folder` gets its certificate before it starts: whoever calls it must know that first. */
export async function startTlsCarrier(): Promise<TlsCarrier> {
  const program = await testAsteriskProgram();
  const folder = mkdtempSync(join(tmpdir(), 'vsppanel-tlscarrier-'));
  const [port, sound] = [await freePort('127.0.0.1'), await leaseSoundPorts(20)];
  for (const name of ['etc', 'lib', 'share', 'spool', 'run', 'log']) mkdirSync(join(folder, name), { recursive: true });
  symlinkSync(join(program.shareDir, 'documentation'), join(folder, 'share/documentation'));
  const certificateFile = await makeCertificate(folder);
  const files = configuration(folder, program.modulesDir, port, `rtpstart=${sound.start}\nrtpend=${sound.end}\n`);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'etc', name), text);
  const words = [...program.args, '-C', join(folder, 'etc/asterisk.conf')];
  const output = openSync(join(folder, 'output'), 'a');
  const child: ChildProcess = spawn(program.command, [...words, '-f'], {
    env: plainEnvironment,
    stdio: ['ignore', output, output],
  });
  const ask = (command: string): Promise<string> =>
    new Promise((resolve) =>
      execFile(program.command, [...words, '-rx', command], { timeout: 60_000 }, (_error, text) => resolve(text)),
    );
  await eventually(async () => (await ask('core waitfullybooted')).includes('fully booted'), 'the carrier starts');
  return {
    port,
    certificateFile,
    console: ask,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function makeCertificate(folder: string): Promise<string> {
  const [certificate, key] = [join(folder, 'carrier.crt'), join(folder, 'carrier.key')];
  const words = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=carrier.example -addext subjectAltName=IP:127.0.0.1 -keyout ${key} -out ${certificate}`;
  await promisify(execFile)('openssl', words.split(' '));
  return certificate;
}

const configuration = (folder: string, modulesDir: string, port: number, sound: string): Readonly<Record<string, string>> => ({
  'asterisk.conf': `[directories]\nastetcdir => ${folder}/etc\nastmoddir => ${modulesDir}\nastvarlibdir => ${folder}/lib\nastdbdir => ${folder}/lib\nastkeydir => ${folder}/lib\nastdatadir => ${folder}/share\nastagidir => ${folder}/lib\nastspooldir => ${folder}/spool\nastrundir => ${folder}/run\nastlogdir => ${folder}/log\n[options]\nnocolor = yes\n`,
  'modules.conf': `[modules]\nautoload=no\n${modules
    .split(/\s+/)
    .map((name) => `load = ${name}.so`)
    .join('\n')}\n`,
  'logger.conf': '[general]\n[logfiles]\nmessages => notice,warning,error\n',
  'manager.conf': '[general]\nenabled=no\n',
  'http.conf': '[general]\nenabled=no\n',
  'rtp.conf': `[general]\n${sound}`,
  'pjsip.conf': `[transport-tls]\ntype=transport\nprotocol=tls\nbind=127.0.0.1:${port}\nmethod=tlsv1_2\ncert_file=${folder}/carrier.crt\npriv_key_file=${folder}/carrier.key\n[anonymous]\ntype=endpoint\ncontext=incoming\ndisallow=all\nallow=alaw\nmedia_encryption=sdes\ndirect_media=no\n`,
  'extensions.conf': '[general]\n[incoming]\nexten => _X.,1,Answer()\n same => n,Echo()\n',
});
