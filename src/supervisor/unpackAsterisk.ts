import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { childEnvironment } from '../config.ts';
import { type AptSource, asDeb822, candidateSources, findAptSource, readSystem } from './aptSource.ts';

/** What was unpacked, kept beside it in `unpacked.json`. */
export type Unpacked = {
  readonly suite: string;
  readonly uri: string;
  readonly archives: readonly { readonly file: string; readonly sha256: string }[];
};

const packages = ['asterisk', 'asterisk-core-sounds-en-gsm'];
const oldestMajor = 20;

/**
 * Downloads the distribution's Asterisk with an apt state of its own and unpacks it below `folder`, installing nothing:
 * no root needed, nothing of the machine changes. Interrupted, it goes on where it was: apt keeps what it has fetched,
 * and `root` appears only when it is whole. Throws with the reason when this machine cannot do that.
 */
export async function unpackAsterisk(folder: string, progress: (line: string) => void, givenUp: AbortSignal): Promise<Unpacked> {
  const run = runner(givenUp);
  const system = readSystem();
  const own = system && findAptSource(system);
  if (!system || !own) throw new Error('this system has no apt sources of Debian or Ubuntu');
  const apt = aptIn(join(folder, 'apt'));
  for (const source of candidateSources(own, system)) {
    apt.use(source);
    progress(`looking for Asterisk in ${source.suite}`);
    await run('apt-get', [...apt.options, '-qq', 'update']);
    const version = await candidateVersion(run, apt.options);
    if (version === null) continue;
    progress(`downloading Asterisk ${version} from ${source.suite}`);
    await run('apt-get', [...apt.options, '-qq', '-y', '--download-only', 'install', ...packages]);
    const archives = await extractAll(run, apt.archives, folder, progress);
    const unpacked = { suite: source.suite, uri: source.uri, archives };
    writeFileSync(join(folder, 'unpacked.json'), `${JSON.stringify(unpacked, null, 2)}\n`);
    rmSync(join(folder, 'apt'), { recursive: true, force: true });
    return unpacked;
  }
  throw new Error(`no suite of ${own.uri} has Asterisk ${oldestMajor} or newer`);
}

/** An apt that knows nothing of the machine's installed packages, so that it resolves every library, libc included. */
function aptIn(folder: string): { options: readonly string[]; archives: string; use(source: AptSource): void } {
  const at = (...names: string[]) => join(folder, ...names);
  for (const path of [at('state', 'lists', 'partial'), at('cache', 'archives', 'partial')]) mkdirSync(path, { recursive: true });
  writeFileSync(at('status'), '');
  const settings = {
    Dir__State: at('state'),
    Dir__State__Status: at('status'),
    Dir__Cache: at('cache'),
    Dir__Etc__SourceList: at('source.sources'),
    Dir__Etc__SourceParts: '/nonexistent',
    Dir__Etc__Preferences: '/nonexistent',
    Dir__Etc__PreferencesParts: '/nonexistent',
    // The machine's own hooks (docker-clean deletes archives) are not ours.
    'DPkg__Post-Invoke': '',
    'APT__Update__Post-Invoke': '',
    'APT__Install-Recommends': 'false',
    // Root's apt would download as a user of its own, who may not enter our folder.
    APT__Sandbox__User: 'root',
    Debug__NoLocking: '1',
    Acquire__Languages: 'none',
    Acquire__Retries: '3',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name.replaceAll('__', '::')}=${value}`]);
  return { options, archives: at('cache', 'archives'), use: (source) => writeFileSync(at('source.sources'), asDeb822(source)) };
}

/** The version that would be installed, when it is new enough. `1:22.10.1~dfsg-1` is Asterisk 22.10.1. */
async function candidateVersion(run: Run, options: readonly string[]): Promise<string | null> {
  const shown = await run('apt-cache', [...options, 'show', '--no-all-versions', 'asterisk']).catch(() => '');
  const version = /^Version: (?:\d+:)?(\d+[\d.]*)/m.exec(shown)?.[1];
  return version !== undefined && Number.parseInt(version, 10) >= oldestMajor ? version : null;
}

async function extractAll(
  run: Run,
  archives: string,
  folder: string,
  progress: (line: string) => void,
): Promise<Unpacked['archives']> {
  const unfinished = join(folder, 'root.new');
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  const files = readdirSync(archives)
    .filter((name) => name.endsWith('.deb'))
    .sort();
  progress(`unpacking ${files.length} packages`);
  const done: { file: string; sha256: string }[] = [];
  for (const file of files) {
    const hash = createHash('sha256');
    await pipeline(createReadStream(join(archives, file)), hash);
    await run('dpkg-deb', ['--extract', join(archives, file), unfinished]);
    done.push({ file, sha256: hash.digest('hex') });
  }
  rmSync(join(folder, 'root'), { recursive: true, force: true });
  renameSync(unfinished, join(folder, 'root'));
  return done;
}

type Run = (command: string, args: readonly string[]) => Promise<string>;

/** Runs a program to its end and gives back what it printed; throws with what it complained about, or when it is given up. */
function runner(givenUp: AbortSignal): Run {
  const env = childEnvironment({ LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' });
  return (command, args) =>
    new Promise((resolve, reject) => {
      const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'], signal: givenUp });
      let output = '';
      let complaint = '';
      child.stdout.on('data', (bytes: Buffer) => {
        output += bytes;
      });
      child.stderr.on('data', (bytes: Buffer) => {
        complaint += bytes;
      });
      child.once('error', (error) => reject(new Error(`${command} could not be run: ${error.message}`)));
      child.once('close', (code) => {
        if (code === 0) resolve(output);
        else reject(new Error(`${command} failed: ${complaint.trim() || `exit code ${code}`}`));
      });
    });
}
