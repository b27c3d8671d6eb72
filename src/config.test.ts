import { expect, test } from 'vitest';
import { partConfig, partEnvironment, readConfig } from './config.ts';

test('without any setting, the usual ports and ./data', () => {
  expect(readConfig({}, '/srv/panel')).toEqual({
    dataFolder: '/srv/panel/data',
    engineFolder: '/srv/panel/data/engine',
    bindAddress: '0.0.0.0',
    publicAddress: null,
    publicUrl: null,
    trustedProxies: [],
    databaseUrl: null,
    httpPort: { port: 8080, isExplicit: false },
    sipPort: { port: 5060, isExplicit: false },
    iaxPort: { port: 4569, isExplicit: false },
    rtpPorts: null,
    asterisk: 'auto',
    firewall: 'auto',
    cardKeys: { kind: 'file', file: '/srv/panel/data/secrets/card-keys' },
  });
});

test('a port that is set is explicit, even when it is the usual one', () => {
  expect(readConfig({ VSPPANEL_HTTP_PORT: '8080' }, '/').httpPort).toEqual({ port: 8080, isExplicit: true });
});

test('an empty variable counts as not set', () => {
  expect(readConfig({ VSPPANEL_SIP_PORT: '', VSPPANEL_DATA: ' ' }, '/srv').sipPort).toEqual({ port: 5060, isExplicit: false });
});

test.each([
  ['VSPPANEL_HTTP_PORT', '0'],
  ['VSPPANEL_HTTP_PORT', '65536'],
  ['VSPPANEL_SIP_PORT', '50 60'],
  ['VSPPANEL_IAX_PORT', '-1'],
  ['VSPPANEL_IAX_PORT', '0x1F'],
  ['VSPPANEL_BIND', 'localhost'],
  ['VSPPANEL_PUBLIC_URL', 'panel.example.com'],
  ['VSPPANEL_PUBLIC_URL', 'https://panel.example.com/path'],
  ['VSPPANEL_PUBLIC_URL', 'javascript:alert(1)'],
  ['DATABASE_URL', 'mysql://u@h/db'],
  ['DATABASE_URL', 'postgres://host-only'],
])('%s=%s is refused by name', (name, value) => {
  expect(() => readConfig({ [name]: value }, '/')).toThrow(name);
});

test('every mistake is told at once, and the database password is not repeated', () => {
  const wrong = () => readConfig({ VSPPANEL_HTTP_PORT: 'x', VSPPANEL_RTP_START: '10000', DATABASE_URL: 'postgres:hush' }, '/');
  expect(wrong).toThrow(/VSPPANEL_HTTP_PORT[\s\S]*DATABASE_URL|DATABASE_URL[\s\S]*VSPPANEL_HTTP_PORT/);
  expect(wrong).toThrow(/VSPPANEL_RTP_END/);
  expect(wrong).not.toThrow(/hush/);
});

test.each([
  ['10000', '10003', true],
  ['10000', '10002', false],
  ['10003', '10000', false],
])('sound ports %s to %s: accepted %s', (start, end, accepted) => {
  const read = () => readConfig({ VSPPANEL_RTP_START: start, VSPPANEL_RTP_END: end }, '/');
  if (accepted) expect(read().rtpPorts).toEqual({ start: Number(start), end: Number(end) });
  else expect(read).toThrow('VSPPANEL_RTP_END');
});

const part = {
  dataFolder: '/srv/data',
  bindAddress: '127.0.0.1',
  publicAddress: 'panel.example',
  publicUrl: 'https://panel.example',
  trustedProxies: ['127.0.0.1', '10.0.0.0/8'],
  httpPort: 8080,
  sipPort: 5060,
  iaxPort: 4569,
  appUrl: 'postgres://a@127.0.0.1:1/v',
  readUrl: 'postgres://r@127.0.0.1:1/v',
  engine: null,
  engineAdvice: 'Install asterisk.',
  sealSecret: 's'.repeat(32),
  cardKeys: null,
};
const engine = {
  amiPort: 5038,
  amiSecret: 'm',
  fastAgiPort: 4573,
  websocketPort: 4574,
  instanceFolder: '/srv/data/asterisk',
  celFile: '/srv/data/asterisk/cel.csv',
  firewall: 'auto' as const,
};

test.each([null, engine])('a part reads what the supervisor wrote (engine: %o)', (which) => {
  const config = { ...part, engine: which };
  expect(partConfig(partEnvironment(config))).toEqual(config);
});

test.each([
  { kind: 'file', file: '/srv/data/secrets/card-keys' },
  { kind: 'setting', keys: 'a'.repeat(43) },
  { kind: 'command', command: 'print-the-key --now' },
] as const)('the panel reads where the card keys are (%o)', (cardKeys) => {
  const config = { ...part, cardKeys };
  expect(partConfig(partEnvironment(config))).toEqual(config);
});

test('card keys come from one place, are 32 bytes each, and a wrong one is not repeated', () => {
  const key = Buffer.alloc(32, 7).toString('base64');
  const keys = `${key}, ${key.replace('=', '')}`;
  expect(readConfig({ VSPPANEL_CARD_KEY: keys }, '/').cardKeys).toEqual({ kind: 'setting', keys });
  expect(readConfig({ VSPPANEL_CARD_KEY_COMMAND: 'x y' }, '/').cardKeys).toEqual({ kind: 'command', command: 'x y' });
  const both = () => readConfig({ VSPPANEL_CARD_KEY: key, VSPPANEL_CARD_KEY_COMMAND: 'x' }, '/');
  expect(both).toThrow('not both');
  const wrong = () => readConfig({ VSPPANEL_CARD_KEY: `hush${key}` }, '/');
  expect(wrong).toThrow('VSPPANEL_CARD_KEY');
  expect(wrong).not.toThrow(/hush/);
});

test('a part that is started by hand says what is missing', () => {
  const { VSPPANEL_APP_URL: _, ...rest } = partEnvironment(part);
  expect(() => partConfig(rest)).toThrow('VSPPANEL_APP_URL is missing');
});

test('a reverse proxy is an address or a network', () => {
  expect(readConfig({ VSPPANEL_TRUSTED_PROXIES: ' 127.0.0.1, 10.0.0.0/8,::1 ' }).trustedProxies).toEqual([
    '127.0.0.1',
    '10.0.0.0/8',
    '::1',
  ]);
  for (const wrong of ['nginx', '10.0.0.0/33', '10.0.0.0/8/8', 'fe80::/129']) {
    expect(() => readConfig({ VSPPANEL_TRUSTED_PROXIES: wrong })).toThrow('VSPPANEL_TRUSTED_PROXIES has');
  }
});
