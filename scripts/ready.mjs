// Plain JavaScript for any Node ≥ 18, with nothing installed: it makes ready what everything else needs.
// Progress goes to stderr, so that a script's own output stays clean.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(root, '.cache');

/** TypeScript runs unbuilt from 22.18 (and 23.6) on. */
function runsTypeScript(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major >= 24 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);
}

/** The Node to run with: this one when it is new enough, else Node 24 from npm in `.cache/node24`. */
export async function readyNode() {
  if (runsTypeScript(process.versions.node)) return process.execPath;
  const name = `node-${process.platform}-${process.arch}`;
  const node = (folder) => join(folder, 'node_modules', name, 'bin', 'node');
  const home = join(cache, 'node24');
  if (!existsSync(node(home)))
    await step(`this machine has Node ${process.versions.node}; fetching Node 24 into .cache, once`, () =>
      fetchNode(name, home, node),
    );
  return node(home);
}

/** Two runs may fetch at once: each into a folder of its own; the first to finish gives it its name. */
async function fetchNode(name, home, node) {
  mkdirSync(cache, { recursive: true });
  const own = mkdtempSync(join(cache, 'node24-'));
  try {
    writeFileSync(join(own, 'package.json'), '{"private":true}');
    await npm(
      ['install', '--prefix', own, '--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund', `${name}@24`],
      own,
    );
    const works = spawnSync(node(own), ['--version'], { encoding: 'utf8' });
    if (works.status !== 0)
      throw new Error(`Node 24 from npm (${name}) does not run here. Install Node 24 yourself: https://nodejs.org`);
    if (existsSync(home) && !existsSync(node(home))) rmSync(home, { recursive: true, force: true });
    renameSync(own, home);
  } catch (error) {
    if (!existsSync(node(home))) throw error;
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

/** Installs the dependencies when they are missing or are not those of package-lock.json. */
export async function readyDependencies() {
  const stamp = join(root, 'node_modules', '.vsppanel-stamp');
  const wanted = fingerprint();
  const isReady = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  if (isReady()) return;
  const release = await lock(join(cache, 'install.lock'));
  try {
    if (!isReady()) await step('installing dependencies', () => install());
    writeFileSync(stamp, wanted);
  } finally {
    release();
  }
}

/** What the installed packages depend on: the lock, the wishes, and the kind of machine. */
function fingerprint() {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  return hash
    .update(JSON.stringify([dependencies, devDependencies, optionalDependencies, process.platform, process.arch]))
    .digest('hex');
}

/**
 * `npm ci` into an empty folder. npm 11 leaves platform builds that a registry lacks out of the lock and then refuses its
 * own lock; `npm install --no-save` takes the same versions from it and changes no file of ours.
 * The development tools are needed even in production: Vite builds the panel.
 */
async function install() {
  const options = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const isFirst = !existsSync(join(root, 'node_modules'));
  if (
    isFirst &&
    (await npm(['ci', ...options], root).then(
      () => true,
      () => false,
    ))
  )
    return;
  await npm(['install', '--no-save', ...options], root);
}

/** Runs npm: the one that runs us, else the one in PATH. What it prints is shown only when it fails. */
function npm(args, cwd) {
  const running = process.env.npm_execpath;
  const command = running && basename(running) === 'npm-cli.js' && existsSync(running) ? [process.execPath, running] : ['npm'];
  return new Promise((resolve, reject) => {
    const child = spawn(command[0], [...command.slice(1), ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stdout.on('data', (bytes) => (said += bytes));
    child.stderr.on('data', (bytes) => (said += bytes));
    child.once('error', (error) => reject(new Error(`npm could not be run: ${error.message}`)));
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`npm ${args[0]} failed:\n${said.trim()}`))));
  });
}

/** One install at a time. A lock whose process has ended is void. */
async function lock(file) {
  mkdirSync(dirname(file), { recursive: true });
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!isHeld(file)) rmSync(file, { force: true });
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function isHeld(file) {
  try {
    const holder = Number(readFileSync(file, 'utf8'));
    // Just created and not yet written: held.
    if (holder > 0) process.kill(holder, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** The environment in which everything runs: `node` and npm's tools are ours, for grandchildren too. */
export function environmentFor(node) {
  const path = [dirname(node), join(root, 'node_modules', '.bin'), process.env.PATH].filter(Boolean).join(delimiter);
  return { ...process.env, PATH: path, NODE: node, npm_node_execpath: node };
}

/** Words in front of a command that let it receive SIGTERM when we die without a word (Linux only, where setpriv is). */
export function dieWithUs() {
  if (process.platform !== 'linux') return [];
  try {
    execFileSync('setpriv', ['--pdeathsig', 'TERM', 'true'], { stdio: 'ignore' });
    return ['setpriv', '--pdeathsig', 'TERM'];
  } catch {
    return [];
  }
}

async function step(what, work) {
  const began = Date.now();
  process.stderr.write(`vspPanel: ${what} …\n`);
  await work();
  process.stderr.write(`vspPanel: done in ${((Date.now() - began) / 1000).toFixed(1)} s\n`);
}
