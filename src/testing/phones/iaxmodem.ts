import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, relative } from 'node:path';
import { freePort } from '../../supervisor/freePort.ts';
import { plainEnvironment } from '../../supervisor/unprivileged.ts';
import type { TestPhone } from './addTestPhone.ts';
import { eventually } from './eventually.ts';

/** iaxmodem: an IAX2 phone made by others (its own protocol library). It can dial; it does not take calls as a phone would. */
export type Iaxmodem = {
  readonly dial: (number: string) => void;
  readonly hangUp: () => void;
  readonly log: () => string;
  readonly stop: () => Promise<void>;
};

/** Starts the modem, which registers at `server`, Asterisk's IAX2 port. It does not say when it is: ask the database (phone_registration). */
export async function startIaxmodem(phone: TestPhone, server: number): Promise<Iaxmodem> {
  const folder = mkdtempSync(join(tmpdir(), 'vsppanel-iaxmodem-'));
  const device = join(folder, 'tty');
  const user = userInfo().username;
  writeFileSync(
    join(folder, 'config'),
    `device\t\t${device}\nowner\t\t${user}:${user}\nmode\t\t660\nport\t\t${await freePort('127.0.0.1', ['udp'])}\nrefresh\t\t60\nserver\t\t127.0.0.1:${server}\npeername\t${phone.number}\nsecret\t\t${phone.secret}\ncidname\t\tModem\ncidnumber\t${phone.number}\ncodec\t\tulaw\n`,
  );
  const output = openSync(join(folder, 'output'), 'a');
  // It looks for its configuration below /etc/iaxmodem only; a way up from there is a name, too.
  const child = spawn('iaxmodem', [relative('/etc/iaxmodem', join(folder, 'config'))], {
    env: plainEnvironment,
    stdio: ['ignore', output, output],
  });
  const log = () => readFileSync(join(folder, 'output'), 'utf8');
  await eventually(() => existsSync(device), 'iaxmodem opens its device');
  execFileSync('stty', ['-F', device, 'raw', '-echo'], { env: plainEnvironment });
  const line = createWriteStream(device);
  return {
    dial: (number) => void line.write(`ATDT${number}\r`),
    hangUp: () => void line.write('ATH\r'),
    log,
    stop: async () => {
      line.destroy();
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
