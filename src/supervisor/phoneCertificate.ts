import { createPrivateKey, X509Certificate } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  unwatchFile,
  watchFile,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Part } from './part.ts';
import { selfSigned } from './selfSigned.ts';

export type PhoneCertificateOptions = {
  readonly config: Pick<Config, 'dataFolder' | 'phoneCertificate'>;
  readonly publicAddress: string;
  /** Asterisk's own folder: what it may read lies below. */
  readonly folder: string;
  readonly say: (line: string) => void;
};
type Files = { readonly certificateFile: string; readonly keyFile: string };
type Manager = { readonly port: number; readonly user: string; readonly secret: string };

/** How often the operator's files are looked at. Milliseconds. */
const lookEveryMilliseconds = 10_000;

/**
 * The certificate that phones are shown: the operator's files, else one of our own, made once for each data folder. Asterisk
 * gets a copy, because it may be another user, and may not read what lies elsewhere.
 */
export function phoneCertificate(options: PhoneCertificateOptions) {
  const { config, folder, say } = options;
  const source = config.phoneCertificate ?? ownFiles(config.dataFolder);
  const copies = { certificateFile: join(folder, 'tls', 'phones.crt'), keyFile: join(folder, 'tls', 'phones.key') };
  const keepOld = (error: unknown): void =>
    say(`The phones’ certificate stays as it was: ${error instanceof Error ? error.message : String(error)}`);
  let hasStarted = false;
  const prepare = (): Files => {
    if (!config.phoneCertificate) makeOwn(source, options.publicAddress);
    try {
      copyChecked(source, copies);
    } catch (error) {
      // The first start says loudly what is wrong; later no call may fail for it while a good copy is there.
      if (!hasStarted) throw error;
      keepOld(error);
    }
    hasStarted = true;
    return copies;
  };
  /** While Asterisk runs, a renewed certificate is shown without a call being touched. */
  const watch = (manager: Manager, part: Part): Part => ({
    ...part,
    start: async (givenUp) => {
      const running = await part.start(givenUp);
      if (!config.phoneCertificate) return running;
      const renew = () => {
        try {
          if (copyChecked(source, copies)) reloadPhones(manager, say);
        } catch (error) {
          // Half of a renewal is there: the next look sees both halves. Until then the old one is shown.
          keepOld(error);
        }
      };
      const files = [source.certificateFile, source.keyFile];
      for (const file of files) watchFile(file, { interval: lookEveryMilliseconds, persistent: false }, renew);
      const unwatch = () => {
        for (const file of files) unwatchFile(file, renew);
      };
      void running.exited.then(unwatch);
      return running;
    },
  });
  return { prepare, watch };
}

const ownFiles = (dataFolder: string): Files => ({
  certificateFile: join(dataFolder, 'secrets', 'phones.crt'),
  keyFile: join(dataFolder, 'secrets', 'phones.key'),
});

/** Made at the first start and when it is about to lapse. */
function makeOwn({ certificateFile, keyFile }: Files, name: string): void {
  const now = new Date();
  if (existsSync(certificateFile) && existsSync(keyFile)) {
    const lapses = new X509Certificate(readFileSync(certificateFile)).validToDate;
    if (lapses.getTime() - now.getTime() > 30 * 86_400_000) return;
  }
  mkdirSync(join(certificateFile, '..'), { recursive: true, mode: 0o700 });
  const made = selfSigned(name, now);
  writeFileSync(keyFile, made.key, { mode: 0o600 });
  writeFileSync(certificateFile, made.certificate, { mode: 0o600 });
}

/** True when the copies are other ones now. Throws when the two files are no certificate with its key. */
export function copyChecked(from: Files, to: Files): boolean {
  const [certificate, key] = [readFileSync(from.certificateFile), readFileSync(from.keyFile)];
  const parsed = tryOr(`${from.certificateFile} is no certificate in PEM form.`, () => new X509Certificate(certificate));
  const privateKey = tryOr(`${from.keyFile} is no key in PEM form without a passphrase.`, () => createPrivateKey(key));
  if (!parsed.checkPrivateKey(privateKey)) throw new Error(`${from.keyFile} is not the key of ${from.certificateFile}.`);
  const isSame = (path: string, bytes: Buffer) => existsSync(path) && readFileSync(path).equals(bytes);
  if (isSame(to.certificateFile, certificate) && isSame(to.keyFile, key)) return false;
  mkdirSync(join(to.keyFile, '..'), { recursive: true, mode: 0o700 });
  replace(to.keyFile, key);
  replace(to.certificateFile, certificate);
  return true;
}

function tryOr<Result>(message: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw new Error(message, { cause: error });
  }
}

/** In one step, readable by whom the folder belongs to: Asterisk may be another user. */
function replace(path: string, bytes: Buffer): void {
  writeFileSync(`${path}.new`, bytes, { mode: 0o600 });
  const { uid, gid } = statSync(join(path, '..'));
  if (process.getuid?.() === 0 && uid !== 0) chownSync(`${path}.new`, uid, gid);
  renameSync(`${path}.new`, path);
}

/** Asterisk reads its SIP configuration again, and with it the certificate. */
function reloadPhones({ port, user, secret }: Manager, say: (line: string) => void): void {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.setTimeout(10_000, () => socket.destroy());
  socket.on('error', (error) => say(`The phones’ renewed certificate is shown from the next start on: ${error.message}`));
  socket.on('data', (bytes) => {
    if (bytes.includes('Reloaded') || bytes.includes('Message: Module')) socket.end();
  });
  socket.once('connect', () =>
    socket.write(
      `Action: Login\r\nUsername: ${user}\r\nSecret: ${secret}\r\nEvents: off\r\n\r\nAction: Reload\r\nModule: res_pjsip.so\r\n\r\nAction: Logoff\r\n\r\n`,
    ),
  );
}
