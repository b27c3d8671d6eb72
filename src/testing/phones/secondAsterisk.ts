import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, openSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../supervisor/freePort.ts';
import { plainEnvironment } from '../../supervisor/unprivileged.ts';
import type { TestPhone } from './addTestPhone.ts';
import { eventually } from './eventually.ts';
import { testAsteriskProgram } from './testAsterisk.ts';

/** Another Asterisk that plays an IAX2 phone. It answers every call with an echo. */
export type IaxPhone = {
  readonly iaxPort: number;
  readonly isRegistered: () => Promise<boolean>;
  /** Dials and stays until cut; it speaks nothing. */
  readonly dial: (number: string) => Promise<void>;
  /** How many of its channels are up. */
  readonly callsUp: () => Promise<number>;
  readonly hangUp: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const modules =
  'res_timing_timerfd res_sorcery_config res_sorcery_memory res_crypto res_clioriginate chan_iax2 bridge_simple codec_ulaw codec_alaw codec_gsm format_pcm pbx_config app_dial app_echo app_playtones res_speech res_agi';

/** Starts the phone and waits until it is registered at `server` (Asterisk's IAX2 port), unless `expectsRefusal`. */
export async function startIaxPhone(
  phone: TestPhone,
  server: number,
  options: { readonly expectsRefusal?: boolean } = {},
): Promise<IaxPhone> {
  const program = await testAsteriskProgram();
  const folder = mkdtempSync(join(tmpdir(), 'vsppanel-iaxphone-'));
  const iaxPort = await freePort('127.0.0.1', ['udp']);
  writeConfiguration(folder, program, phone, server, iaxPort);
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
  await eventually(async () => (await ask('core waitfullybooted')).includes('fully booted'), 'the IAX phone starts');
  const isRegistered = async () => /\bRegistered\b/.test(await ask('iax2 show registry'));
  if (!options.expectsRefusal) await eventually(isRegistered, `the IAX phone ${phone.number} is registered`);
  return {
    iaxPort,
    isRegistered,
    dial: async (number) => {
      await ask(`channel originate IAX2/home/${number} application Wait 3600`);
    },
    callsUp: async () =>
      (await ask('core show channels concise')).split('\n').filter((line) => /^IAX2\/.*!Up!/.test(line)).length,
    hangUp: async () => {
      await ask('channel request hangup all');
    },
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function writeConfiguration(
  folder: string,
  program: { readonly modulesDir: string; readonly shareDir: string },
  phone: TestPhone,
  server: number,
  iaxPort: number,
): void {
  for (const name of ['etc', 'lib', 'share/firmware/iax', 'spool', 'run', 'log'])
    mkdirSync(join(folder, name), { recursive: true });
  symlinkSync(join(program.shareDir, 'documentation'), join(folder, 'share/documentation'));
  const files = {
    'asterisk.conf': `[directories]\nastetcdir => ${folder}/etc\nastmoddir => ${program.modulesDir}\nastvarlibdir => ${folder}/lib\nastdbdir => ${folder}/lib\nastkeydir => ${folder}/lib\nastdatadir => ${folder}/share\nastagidir => ${folder}/lib\nastspooldir => ${folder}/spool\nastrundir => ${folder}/run\nastlogdir => ${folder}/log\n[options]\nnocolor = yes\n`,
    'modules.conf': `[modules]\nautoload=no\n${modules
      .split(' ')
      .map((name) => `load = ${name}.so`)
      .join('\n')}\n`,
    'logger.conf': '[general]\n[logfiles]\nmessages => notice,warning,error\n',
    'manager.conf': '[general]\nenabled=no\n',
    'http.conf': '[general]\nenabled=no\n',
    'iax.conf': `[general]\nbindaddr=127.0.0.1:${iaxPort}\ncalltokenoptional=0.0.0.0/0.0.0.0\nrequirecalltoken=no\ndisallow=all\nallow=ulaw\nminregexpire=30\nregister => ${phone.number}:${phone.secret}@127.0.0.1:${server}\n[home]\ntype=peer\nhost=127.0.0.1\nport=${server}\nusername=${phone.number}\nsecret=${phone.secret}\nauth=md5\n[${phone.number}]\ntype=user\ncontext=incoming\nrequirecalltoken=no\n`,
    'extensions.conf':
      '[general]\n[incoming]\nexten => _X.,1,Answer()\n same => n,Echo()\nexten => s,1,Answer()\n same => n,Echo()\n',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'etc', name), text);
}
