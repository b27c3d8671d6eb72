import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asDeb822, candidateSources, findAptSource, readSystem } from './aptSource.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vsppanel-apt-'));
  mkdirSync(join(folder, 'sources.list.d'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const bookworm = { id: 'debian', idLike: '', codename: 'bookworm' };

test('the release of this machine is read from os-release', () => {
  writeFileSync(join(folder, 'os-release'), 'NAME="Ubuntu"\nID=ubuntu\nID_LIKE="debian"\nVERSION_CODENAME=noble\n');
  expect(readSystem(join(folder, 'os-release'))).toEqual({ id: 'ubuntu', idLike: 'debian', codename: 'noble' });
  expect(readSystem(join(folder, 'nothing'))).toBeNull();
});

test('the stanza of the release is found among updates, security and vendors', () => {
  writeFileSync(join(folder, 'sources.list'), '# nothing here\ndeb-src http://x.example/debian bookworm main\n');
  writeFileSync(join(folder, 'sources.list.d', 'a-vendor.list'), 'deb [arch=amd64] https://vendor.example/apt bookworm stable\n');
  writeFileSync(
    join(folder, 'sources.list.d', 'debian.sources'),
    'Types: deb\n# why\nURIs: http://mirror.example/debian\nSuites: bookworm bookworm-updates\nComponents: main contrib\nSigned-By: /keys/debian.gpg\n\n' +
      'Types: deb\nURIs: http://mirror.example/security\nSuites: bookworm-security\nComponents: main\n',
  );
  expect(findAptSource(bookworm, folder)).toEqual({
    uri: 'http://mirror.example/debian',
    suite: 'bookworm',
    components: ['main', 'contrib'],
    signedBy: '/keys/debian.gpg',
  });
});

test('the one-line form is understood, with and without options', () => {
  writeFileSync(
    join(folder, 'sources.list'),
    'deb [signed-by=/k.gpg arch=amd64] http://a.example/debian/ bookworm main # ours\n',
  );
  expect(findAptSource(bookworm, folder)).toMatchObject({ uri: 'http://a.example/debian/', signedBy: '/k.gpg' });
  writeFileSync(join(folder, 'sources.list'), 'deb http://b.example/debian bookworm main\n');
  expect(findAptSource(bookworm, folder)).toMatchObject({ uri: 'http://b.example/debian', signedBy: null });
});

test('a switched-off stanza does not count', () => {
  writeFileSync(
    join(folder, 'sources.list.d', 'd.sources'),
    'Enabled: no\nTypes: deb\nURIs: http://c.example\nSuites: bookworm\nComponents: main\n',
  );
  expect(findAptSource(bookworm, folder)).toBeNull();
});

test('Debian looks into newer suites after its own, Ubuntu only into its own with universe', () => {
  const own = { uri: 'http://m.example', suite: 'bookworm', components: ['main'], signedBy: null };
  expect(candidateSources(own, bookworm).map((source) => source.suite)).toEqual(['bookworm', 'stable', 'testing', 'unstable']);
  expect(candidateSources({ ...own, suite: 'noble' }, { id: 'ubuntu', idLike: 'debian', codename: 'noble' })).toEqual([
    { ...own, suite: 'noble', components: ['main', 'universe'] },
  ]);
  expect(asDeb822(own)).toBe('Types: deb\nURIs: http://m.example\nSuites: bookworm\nComponents: main\n');
});
