import { networkInterfaces } from 'node:os';

/** Addresses that a webhook must never reach, one or more of each range. */
const closedFour = [
  ...['127.0.0.1', '127.1.2.3', '0.0.0.0', '10.0.0.1', '10.255.255.254', '172.16.0.1', '172.31.255.1', '192.168.1.1'],
  ...['169.254.169.254', '169.254.1.1', '100.64.0.1', '100.100.100.200', '100.127.255.255', '192.0.0.192', '192.0.2.1'],
  ...['198.18.0.1', '198.51.100.1', '203.0.113.1', '224.0.0.1', '239.255.255.250', '240.0.0.1', '255.255.255.255'],
  ...['192.88.99.1', '168.63.129.16'],
];
const closedSix = [
  ...['::', '::1', 'fe80::1', 'fc00::1', 'fd00:ec2::254', 'ff02::1', '2001:db8::1', '100::1', '2001::1', '3fff::1', '5f00::1'],
];

/** All the ways in which an IPv4 address has been written to get past a check. */
function writingsOfFour(address: string): readonly string[] {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  const whole = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  const hex = (value: number) => `0x${value.toString(16)}`;
  const octal = (value: number) => `0${value.toString(8)}`;
  const wide = [...address].map((sign) => (/\d/.test(sign) ? String.fromCharCode(sign.charCodeAt(0) + 0xfee0) : sign)).join('');
  const circled = address.replace(/[1-9]/g, (digit) => String.fromCharCode(0x2460 + Number(digit) - 1));
  const groups = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  return [
    ...[address, `${address}.`, String(whole), hex(whole), octal(whole), hex(whole).toUpperCase().replace('X', 'x')],
    ...[[a, b, c, d].map(hex).join('.'), [a, b, c, d].map(octal).join('.'), `${hex(a)}.${octal(b)}.${c}.${d}`],
    ...[`${a}.${(b << 16) | (c << 8) | d}`, `${a}.${b}.${(c << 8) | d}`, `${hex(a)}.${hex((b << 16) | (c << 8) | d)}`],
    ...[`0x0${whole.toString(16)}`, `000${octal(whole)}`, `${hex(a)}.${b}.${c}.${d}.`],
    ...[wide, circled, address.replaceAll('.', '\u3002'), address.replaceAll('.', '\uff0e'), address.replaceAll('.', '%2e')],
    ...[`%3${address.slice(0, 1)}${address.slice(1)}`, `${address.slice(0, 1)}\u00ad${address.slice(1)}`],
    ...[`[::ffff:${address}]`, `[::ffff:${groups}]`, `[0:0:0:0:0:ffff:${groups}]`, `[::${groups}]`, `[::${address}]`],
    ...[`[64:ff9b::${address}]`, `[64:ff9b::${groups}]`, `[64:ff9b:1::${groups}]`, `[2002:${groups}::1]`],
    ...[`[2001:0:${groups}::1]`, `[::ffff:0:${groups}]`, `[fe80::5efe:${groups}]`],
  ];
}

function writingsOfSix(address: string): readonly string[] {
  return [`[${address}]`, `[${address.toUpperCase()}]`, `[${address.replace('::', ':0::')}]`, `[${address}%25lo]`];
}

/** Names that stay inside, and names whose answers lead inside: those the stub of the test answers. */
export const namesInside = [
  ...['localhost', 'LOCALHOST', 'localhost.', 'a.localhost', 'printer.local', 'metadata.google.internal', 'db', 'router.lan'],
  ...['loop.attack.example', 'cloud.attack.example', 'six.attack.example', 'mapped.attack.example', 'mixed.attack.example'],
  ...['turning.attack.example', 'own.attack.example', 'ipp.attack.example.', 'LOOP.attack.example'],
];

/** Every form of every address, on the port where the test listens. */
export function hookUrlForms(port: number): readonly string[] {
  const own = Object.values(networkInterfaces()).flatMap((card) => (card ?? []).map(({ address }) => address));
  const hosts = [
    ...[...closedFour, ...own.filter((one) => !one.includes(':'))].flatMap(writingsOfFour),
    ...[...closedSix, ...own.filter((one) => one.includes(':'))].flatMap(writingsOfSix),
    ...namesInside,
  ];
  return [...new Set(hosts)].flatMap((host) => [
    `http://${host}:${port}/hook`,
    `https://${host}:${port}/hook`,
    `HTTP://${host}:${port}`,
    `http://example.com@${host}:${port}/`,
    `http://${host}:0${port}/?x=http://example.com/`,
    `http://${host}:${port}\\@example.com/`,
  ]);
}
