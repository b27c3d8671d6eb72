import { addressBytes, isPublicAddress } from './publicAddress.ts';

/** Where a webhook goes: as the URL standard reads it, which is also what is connected to. */
export type HookTarget = {
  readonly url: string;
  readonly isSecure: boolean;
  /** A name without the dot at its end, or an address without brackets. */
  readonly host: string;
  readonly isAddress: boolean;
  readonly port: number;
  /** Path and query. */
  readonly path: string;
};
export type ReadHookUrl = { readonly ok: true; readonly target: HookTarget } | { readonly ok: false; readonly problem: string };

/** Ports of services that are not spoken to by HTTP: what browsers refuse too (Fetch standard, "bad port"). */
const closedPorts = new Set([
  ...[1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111],
  ...[113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548],
  ...[554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566],
  ...[6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080],
  // Databases, caches and Asterisk's manager: whoever reaches one of them says nothing good in HTTP.
  ...[1433, 1521, 3306, 4569, 5038, 5432, 6379, 11211, 27017],
]);

/** Names that never leave a machine or a network (RFC 6761, RFC 6762, RFC 8375, RFC 9476). */
const innerNames =
  /(^|\.)(localhost|local|localdomain|internal|intranet|lan|home|corp|private|test|invalid|onion|alt|home\.arpa)$/;

/**
 * Reads where a webhook is to go and refuses what can be told from the address alone. That a name leads to a public address is
 * asked anew before each connection (src/wires/fetchSafely.ts).
 */
export function readHookUrl(text: string, options: { readonly doesAllowHttp: boolean }): ReadHookUrl {
  const no = (problem: string): ReadHookUrl => ({ ok: false, problem });
  const trimmed = text.trim();
  if (trimmed.length > 2000) return no('The address may have at most 2000 characters.');
  if (!/^https?:\/\/[^\s\\]+$/i.test(trimmed) || !URL.canParse(trimmed))
    return no('Type the whole address, such as https://example.com/hooks.');
  const { protocol, hostname, port, username, password, hash, pathname, search, href } = new URL(trimmed);
  const isSecure = protocol === 'https:';
  if (!isSecure && !options.doesAllowHttp) return no('Only https:// is secret on its way. Allow http below if you must.');
  if (username !== '' || password !== '')
    return no('Leave the user name and password out of the address; deliveries are signed instead.');
  if (hash !== '') return no('Leave out what begins with #; it is never sent.');
  const target = {
    ...{ url: href, isSecure, port: port === '' ? (isSecure ? 443 : 80) : Number(port), path: pathname + search },
    ...hostOf(hostname),
  };
  if (closedPorts.has(target.port) || target.port === 0) return no(`Port ${target.port} is not for webhooks.`);
  const problem = target.isAddress ? addressProblem(target.host) : nameProblem(target.host);
  return problem === undefined ? { ok: true, target } : no(problem);
}

function hostOf(hostname: string): { readonly host: string; readonly isAddress: boolean } {
  const inside = /^\[(.+)\]$/.exec(hostname)?.[1];
  if (inside !== undefined) return { host: inside, isAddress: true };
  const host = hostname.replace(/\.$/, '');
  return { host, isAddress: addressBytes(host) !== undefined };
}

const addressProblem = (host: string): string | undefined =>
  isPublicAddress(host)
    ? undefined
    : `${host} is not an address on the internet. Webhooks never go to machines inside a network.`;

function nameProblem(host: string): string | undefined {
  if (!host.includes('.') || innerNames.test(host))
    return `“${host}” is a name inside a network. Webhooks go to names on the internet only.`;
  const labels = host.split('.');
  const isName = host.length <= 253 && labels.every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label));
  return isName && !/^\d+$|^0x/.test(labels.at(-1) ?? '') ? undefined : 'This is not the name of a machine.';
}
