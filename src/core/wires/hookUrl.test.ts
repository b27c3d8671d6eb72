import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readHookUrl } from './hookUrl.ts';
import { addressBytes, isPublicAddress, isSameAddress } from './publicAddress.ts';

describe('a public address', () => {
  test.each([
    ...['8.8.8.8', '1.1.1.1', '93.184.215.14', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.255.255.255'],
    ...['128.0.0.1', '169.253.255.255', '169.255.0.0', '172.15.255.255', '172.32.0.0', '192.167.255.255', '192.169.0.0'],
    ...['198.17.255.255', '198.20.0.0', '223.255.255.255', '2606:4700::1111', '2a00:1450:4001::200e', '2001:4860:4860::8888'],
  ])('is %s', (address) => expect(isPublicAddress(address)).toBe(true));

  test.each([
    ...['0.0.0.0', '10.0.0.0', '10.255.255.255', '100.64.0.0', '100.127.255.255', '127.0.0.1', '127.255.255.255'],
    ...['169.254.169.254', '172.16.0.0', '172.31.255.255', '192.0.0.192', '192.168.255.255', '198.18.0.0', '198.19.255.255'],
    ...['224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255', '168.63.129.16', '::', '::1', '::ffff:8.8.8.8'],
    ...['64:ff9b::8.8.8.8', '2002:808:808::1', '2001::1', 'fe80::1', 'fd00:ec2::254', 'ff02::1', '2001:db8::1'],
    ...[
      '',
      'example.com',
      '1.2.3',
      '1.2.3.4.5',
      '01.2.3.4',
      '256.1.1.1',
      '0x7f.0.0.1',
      '1:2:3:4:5:6:7',
      '1::2::3',
      ':::',
      '1:2:3:4:5:6:7:8:9',
    ],
  ])('is not “%s”', (address) => expect(isPublicAddress(address)).toBe(false));

  test('never is one that carries an IPv4 address in IPv6', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.constantFrom('::ffff:', '64:ff9b::', '::', '64:ff9b:1::'), (four, before) => {
        expect(isPublicAddress(`${before}${four}`)).toBe(false);
      }),
    );
  });

  test('is the same however it is written', () => {
    fc.assert(
      fc.property(fc.ipV6(), (six) => {
        const bytes = addressBytes(six);
        expect(bytes).toHaveLength(16);
        const long = Array.from({ length: 8 }, (_, at) =>
          (((bytes?.[at * 2] ?? 0) << 8) | (bytes?.[at * 2 + 1] ?? 0)).toString(16),
        );
        expect(isSameAddress(six, long.join(':').toUpperCase())).toBe(true);
      }),
    );
  });
});

describe('the address of a webhook', () => {
  const read = (url: string, doesAllowHttp = false) => {
    const found = readHookUrl(url, { doesAllowHttp });
    return found.ok ? found.target : found.problem;
  };

  test.each([
    ['https://example.com/hooks?x=1', { host: 'example.com', port: 443, path: '/hooks?x=1', isSecure: true }],
    ['  https://EXAMPLE.com:8443 ', { host: 'example.com', port: 8443, path: '/' }],
    ['https://bücher.example/', { host: 'xn--bcher-kva.example' }],
    ['https://example.com./x', { host: 'example.com' }],
    ['https://[2606:4700::1111]/', { host: '2606:4700::1111', isAddress: true }],
  ])('%s is taken', (url, target) => expect(read(url)).toMatchObject(target));

  test('http is taken where it was allowed', () => {
    expect(read('http://example.com/', true)).toMatchObject({ port: 80, isSecure: false });
    expect(read('http://example.com/')).toContain('https');
  });

  test.each([
    ['example.com', 'whole address'],
    ['ftp://example.com/', 'whole address'],
    ['file:///etc/passwd', 'whole address'],
    ['https:\\\\example.com', 'whole address'],
    ['https://example.com\\@127.0.0.1/', 'whole address'],
    ['https://a b.example/', 'whole address'],
    ['https://u:p@example.com/', 'password'],
    ['https://example.com/#part', '#'],
    ['https://example.com:22/', 'Port 22'],
    ['https://example.com:5432/', 'Port 5432'],
    ['https://example.com:0/', 'Port 0'],
    ['https://intranet/', 'inside a network'],
    ['https://printer.local/', 'inside a network'],
    ['https://metadata.google.internal/', 'inside a network'],
    ['https://2130706433/', 'not an address'],
    ['https://0x7f.1/', 'not an address'],
    ['https://１２７.0.0.1/', 'not an address'],
    ['https://[::ffff:127.0.0.1]/', 'not an address'],
    [`https://example.com/${'x'.repeat(2000)}`, '2000'],
  ])('%s is refused', (url, words) => expect(read(url)).toContain(words));
});
