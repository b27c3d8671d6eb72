import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AsteriskSettings } from './asteriskSettings.ts';
import { writeBans } from './banFiles.ts';
import { asteriskConfiguration, messagesFolder, spoolPath } from './configuration.ts';
import { providerFiles } from './trunks.ts';

export type AsteriskInstanceOptions = Omit<AsteriskSettings, 'systemName'> & {
  /** Asterisk's read-only data: `documentation` and `sounds`. */
  readonly shareDir: string;
  /** Opens the IAX secrets; handed to PostgreSQL with the connection, never written to disk. Letters, digits, `-` and `_` only. */
  readonly iaxKey: string;
};

export type AsteriskInstance = {
  readonly etc: string;
  readonly spoolFile: string;
  /** To be added to the process' environment. Holds a secret. */
  readonly environment: Readonly<Record<string, string>>;
  /** After the program (and its loader's words): stays in the foreground. */
  readonly args: readonly string[];
};

const promptsFolder = fileURLToPath(new URL('./prompts/en', import.meta.url));
const dialplanTemplate = new URL('./dialplan.conf', import.meta.url);

/**
 * Writes everything that this Asterisk needs below `folder`. Call it before each start: nothing old survives, except the
 * providers and bans (call control rewrites them once it is there), registrations and the call spool.
 */
export function writeAsteriskInstance(options: AsteriskInstanceOptions): AsteriskInstance {
  if (!/^[\w-]{16,}$/.test(options.iaxKey)) throw new TypeError('the IAX key must be 16 or more letters and digits');
  const { folder, modulesDir } = options;
  for (const name of [
    'etc',
    'lib/keys',
    'share/firmware/iax',
    'share/sounds',
    'spool/messages',
    'spool/monitor',
    'run',
    'log/cel-custom',
  ]) {
    mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
  }
  linkShare(join(folder, 'share'), options.shareDir);
  link(join(folder, 'share/sounds/messages'), messagesFolder(folder));
  const etc = join(folder, 'etc');
  const files: Readonly<Record<string, string>> = {
    ...asteriskConfiguration({ ...options, systemName: systemName(folder) }, (name) =>
      existsSync(join(modulesDir, `${name}.so`)),
    ),
    'dialplan.conf': readFileSync(dialplanTemplate, 'utf8').replaceAll('@fastAgiPort@', String(options.ports.fastAgi)),
  };
  for (const [name, text] of Object.entries(files)) writeWhole(join(etc, name), text);
  const kept: Readonly<Record<string, string>> = {
    ...Object.fromEntries(providerFiles.map((name) => [name, ''])),
    ...writeBans([]),
  };
  for (const [name, text] of Object.entries(kept)) if (!existsSync(join(etc, name))) writeWhole(join(etc, name), text);
  for (const name of readdirSync(etc)) {
    if (!(name in files) && !(name in kept)) rmSync(join(etc, name), { recursive: true });
  }
  return {
    etc,
    spoolFile: spoolPath(folder),
    environment: { PGOPTIONS: `-c vsppanel.iax_key=${options.iaxKey}` },
    args: ['-C', join(etc, 'asterisk.conf'), '-f'],
  };
}

/** Replaces a file in one step: readers see the old or the new text, never half. Readable by the owner only. */
export function writeWhole(path: string, text: string): void {
  writeFileSync(`${path}.new`, text, { mode: 0o600 });
  // Root writes for an Asterisk that is not root: the file belongs to whom its folder belongs to.
  const { uid, gid } = statSync(dirname(path));
  if (process.getuid?.() === 0 && uid !== 0) chownSync(`${path}.new`, uid, gid);
  renameSync(`${path}.new`, path);
}

/** Made once per data folder, so call ids never repeat between installations that share a database or its backup. */
function systemName(folder: string): string {
  const path = join(folder, 'system-name');
  if (!existsSync(path)) writeWhole(path, `vsp${randomBytes(5).toString('hex')}`);
  return readFileSync(path, 'utf8');
}

function linkShare(share: string, source: string): void {
  link(join(share, 'documentation'), join(source, 'documentation'));
  link(join(share, 'sounds/vsppanel'), promptsFolder);
}

function link(path: string, target: string): void {
  rmSync(path, { recursive: true, force: true });
  symlinkSync(target, path);
}
