import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where this machine gets its system from, in apt's words. */
export type AptSource = {
  readonly uri: string;
  readonly suite: string;
  readonly components: readonly string[];
  readonly signedBy: string | null;
};

export type System = { readonly id: string; readonly idLike: string; readonly codename: string };

/** The machine's own release, from os-release(5). Null where there is none. */
export function readSystem(file = '/etc/os-release'): System | null {
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, 'utf8').split('\n');
  const value = (name: string) =>
    lines
      .find((line) => line.startsWith(`${name}=`))
      ?.slice(name.length + 1)
      .replace(/^"|"$/g, '') ?? '';
  return { id: value('ID'), idLike: value('ID_LIKE'), codename: value('VERSION_CODENAME') };
}

/** The source of the release itself (not updates, not security, not a vendor's) among apt's files. */
export function findAptSource(system: System, folder = '/etc/apt'): AptSource | null {
  const files = [join(folder, 'sources.list'), ...listFolder(join(folder, 'sources.list.d'))];
  const sources = files.filter((file) => existsSync(file)).flatMap((file) => parse(file, readFileSync(file, 'utf8')));
  return sources.find((source) => source.suite === system.codename && source.components.includes('main')) ?? null;
}

/**
 * Suites to look into, best first. The machine's own release fits best; Debian leaves Asterisk out of some stable
 * releases, so its newer suites follow. Ubuntu keeps Asterisk in `universe`.
 */
export function candidateSources(own: AptSource, system: System): readonly AptSource[] {
  if (system.id === 'ubuntu' || system.idLike.includes('ubuntu')) return [{ ...own, components: ['main', 'universe'] }];
  const suites = [own.suite, 'stable', 'testing', 'unstable'];
  return suites.map((suite) => ({ ...own, suite, components: ['main'] }));
}

/** One source as a deb822 stanza (sources.list(5)). */
export function asDeb822(source: AptSource): string {
  const signed = source.signedBy === null ? '' : `Signed-By: ${source.signedBy}\n`;
  return `Types: deb\nURIs: ${source.uri}\nSuites: ${source.suite}\nComponents: ${source.components.join(' ')}\n${signed}`;
}

function listFolder(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

function parse(file: string, text: string): AptSource[] {
  if (file.endsWith('.sources')) return text.split(/\n\s*\n/).flatMap(parseStanza);
  return file.endsWith('.list') ? text.split('\n').flatMap(parseLine) : [];
}

function parseStanza(stanza: string): AptSource[] {
  const field = (name: string) => new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(stanza)?.[1]?.trim() ?? '';
  if (!words(field('Types')).includes('deb') || /^no$/i.test(field('Enabled'))) return [];
  // A key inside the file itself (several lines) cannot be pointed to; apt's own trusted keys are tried instead.
  const signedBy = field('Signed-By').startsWith('/') ? field('Signed-By') : null;
  const components = words(field('Components'));
  return words(field('URIs')).flatMap((uri) => words(field('Suites')).map((suite) => ({ uri, suite, components, signedBy })));
}

/** `deb [signed-by=/…] http://… bookworm main` */
function parseLine(line: string): AptSource[] {
  const match = /^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s+(.*)$/.exec(line.replace(/#.*/, ''));
  if (!match) return [];
  const [, options = '', uri = '', suite = '', components = ''] = match;
  return [{ uri, suite, components: words(components), signedBy: /signed-by=(\/\S+)/i.exec(options)?.[1] ?? null }];
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
