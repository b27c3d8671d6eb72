import type { Id } from '../../core/base/id.ts';
import { type Trunk, trunkCodecs } from '../../core/calls/call.ts';
import type { EmergencyFallback } from '../engine.ts';
import { configValue } from './configText.ts';

/** Generated whenever a provider changes; everything else in Asterisk's configuration is static. */
export const providerFiles = [
  'pjsip_providers.conf',
  'iax_providers.conf',
  'iax_registrations.conf',
  'providers_dialplan.conf',
] as const;

export type ProviderFiles = Readonly<Record<(typeof providerFiles)[number], string>>;

/** The name of a provider's host inside Asterisk. Phones are digits only, so the two never meet. */
export const nameOf = (providerId: Id, host = 1): string => `provider-${providerId}${host === 1 ? '' : `-${host}`}`;

/** A provider as it stands behind one of its hosts. */
export type HostTrunk = Trunk & { readonly name: string; readonly position: number };

/** Each host of each provider, as an endpoint of its own: so that a call can be told to which it goes. */
export function hostTrunks(trunks: readonly Trunk[]): readonly HostTrunk[] {
  return trunks.flatMap((trunk) =>
    [{ position: 1, host: trunk.host, port: trunk.port }, ...(trunk.moreHosts ?? [])].map((host) => ({
      ...{ ...trunk, ...host, name: nameOf(trunk.providerId, host.position) },
    })),
  );
}

/** The texts of all provider files. Pure; the same trunks give the same texts. Throws on values that no configuration file can hold. */
export function writeTrunks(trunks: readonly Trunk[], emergency: EmergencyFallback): ProviderFiles {
  const hosts = hostTrunks(trunks);
  const sip = hosts.filter((trunk) => trunk.protocol === 'sip');
  const iax = hosts.filter((trunk) => trunk.protocol === 'iax');
  return {
    'pjsip_providers.conf': sip.map(sipTrunk).join(''),
    'iax_providers.conf': iax.map(iaxTrunk).join(''),
    'iax_registrations.conf': iax
      .filter((trunk) => trunk.doesRegister)
      .map(iaxRegistration)
      .join(''),
    'providers_dialplan.conf': `[emergency]\n${emergencyCalls(trunks, emergency)}`,
  };
}

// PROVIDER says whose call it is, whatever the message claims (dialplan.conf, from-provider).
function sipTrunk(trunk: HostTrunk): string {
  const { name } = trunk;
  const uri = (user: string) => `sip:${user}${bracketed(word(trunk.host))}:${trunk.port}${transportOf(trunk)}`;
  const user = trunk.username === '' ? '' : word(trunk.username);
  const isAuthenticated = user !== '' && trunk.secret !== '';
  // identify_by=ip: nobody becomes the provider by writing its name into From.
  const endpoint = `[${name}]
type=endpoint
context=from-provider
aors=${name}
disallow=all
allow=${(trunk.codecs ?? trunkCodecs).join(',')}
direct_media=no
rtp_symmetric=yes
force_rport=yes
identify_by=ip
set_var=PROVIDER=${trunk.providerId}
set_var=PROTOCOL=sip
allow_subscribe=no
allow_transfer=no
${identityOf(trunk)}rtp_timeout=60
rtp_timeout_hold=600
${encryptionOf(trunk)}${user === '' ? '' : `from_user=${user}\n`}${isAuthenticated ? `outbound_auth=${name}\n` : ''}[${name}]
type=aor
contact=${uri('')}
`;
  const auth = `[${name}]\ntype=auth\nauth_type=digest\nusername=${user}\npassword=${configValue(trunk.secret)}\n`;
  const registration = `[${name}]
type=registration
server_uri=${uri('')}
client_uri=${uri(`${user}@`)}
contact_user=${user}
outbound_auth=${name}
expiration=300
retry_interval=10
forbidden_retry_interval=60
max_retries=100000
max_random_initial_delay=1
line=yes
endpoint=${name}
`;
  const parts = [
    endpoint,
    probe(trunk, uri('')),
    ...(isAuthenticated ? [auth] : []),
    ...(isAuthenticated && trunk.doesRegister ? [registration] : []),
  ];
  return parts.join('') + identify(trunk);
}

/** The name of what is asked whether it is there. */
export const probeOf = (name: string): string => `probe-${name}`;

/**
 * OPTIONS go to an address of its own: Asterisk refuses to dial a contact that did not answer them, and some carriers never
 * do. Whether a host gets calls is decided in core/routing/hostHealth.ts alone.
 */
function probe({ name, probeSeconds = 0 }: HostTrunk, uri: string): string {
  if (probeSeconds === 0) return '';
  const own = probeOf(name);
  return `[${own}]
type=endpoint
context=from-provider
aors=${own}
identify_by=ip
disallow=all
allow=alaw
[${own}]
type=aor
contact=${uri}
qualify_frequency=${probeSeconds}
`;
}

/** A semicolon begins a comment in Asterisk's files, unless it is escaped. */
const transportOf = ({ transport = 'udp' }: Trunk): string => (transport === 'udp' ? '' : `\\;transport=${transport}`);

/** SRTP with the keys in the SDP (RFC 4568): offered and taken where it is required, offered beside plain RTP where it is optional. */
function encryptionOf({ mediaEncryption = 'none' }: Trunk): string {
  if (mediaEncryption === 'none') return '';
  return `media_encryption=sdes\n${mediaEncryption === 'optional' ? 'media_encryption_optimistic=yes\n' : ''}`;
}

/**
 * Who calls, beside From. Trusted, a provider gets the number of a hidden caller with the wish not to show it (RFC 3323, Privacy: id);
 * not trusted, and with From alone, it gets nothing of such a caller.
 */
function identityOf({ identityHeader = 'pai' }: Trunk): string {
  return identityHeader === 'from' ? 'trust_id_outbound=no\n' : `send_${identityHeader}=yes\ntrust_id_outbound=yes\n`;
}

/** Calls from these addresses are this provider's. */
function identify(trunk: HostTrunk): string {
  const sources = sourcesOf(trunk)
    .map((source) => `match=${network(source)}\n`)
    .join('');
  return sources === '' ? '' : `[${trunk.name}]\ntype=identify\nendpoint=${trunk.name}\n${sources}`;
}

/**
 * Where its calls come from: where somebody said so, else each host itself. This machine's own address is nobody's: what runs
 * here must say who it is.
 */
function sourcesOf({ sourceAddresses, host, position }: HostTrunk): readonly string[] {
  if (sourceAddresses !== undefined) return position === 1 ? sourceAddresses : [];
  return /^(127\.0\.0\.1|localhost|\[?::1\]?)$/i.test(host) ? [] : [host];
}

function iaxTrunk(trunk: HostTrunk): string {
  // qualify: a host that takes more than two seconds to answer counts as gone, as Asterisk's own default has it.
  const probe = trunk.probeSeconds
    ? `qualify=2000\nqualifyfreqok=${trunk.probeSeconds * 1000}\nqualifyfreqnotok=${Math.min(trunk.probeSeconds, 10) * 1000}\n`
    : 'qualify=no\n';
  return `[${trunk.name}]
type=friend
setvar=PROVIDER=${trunk.providerId}
setvar=PROTOCOL=iax
context=from-provider
host=${word(trunk.host)}
port=${trunk.port}
${trunk.username === '' ? '' : `username=${word(trunk.username)}\n`}${trunk.secret === '' ? '' : `secret=${configValue(trunk.secret)}\nauth=md5\n`}disallow=all
allow=${(trunk.codecs ?? trunkCodecs).filter((one) => one !== 'g722').join(',') || 'alaw'}
${probe}transfer=no
`;
}

/** `register => user:secret@host:port` has no way to write a secret that contains its own separators. */
function iaxRegistration(trunk: Trunk): string {
  if (/[:@[\]]/.test(trunk.secret) || trunk.username === '') return '';
  return `register => ${word(trunk.username)}:${configValue(trunk.secret)}@${word(trunk.host)}:${trunk.port}\n`;
}

/** How Dial is told to call this number through this provider. */
export function dialString(protocol: Trunk['protocol'], providerId: Id, number: string, host = 1): string {
  const name = nameOf(providerId, host);
  const strings = {
    sip: `PJSIP/${number}@${name}`,
    iax: `IAX2/${name}/${number}`,
    test: `Local/${number}@test-carrier/n`,
  } as const;
  return strings[protocol];
}

/** Digits, `+`, `*` and `#` only: whatever else stood there cannot reach a dial string. */
export const dialled = (text: string): string => text.replace(/[^0-9+*#]/g, '');

/** What the switch does by itself when call control is silent: two minutes of ringing, two hours of talk. */
function emergencyCalls(trunks: readonly Trunk[], { numbers, trunk }: EmergencyFallback): string {
  const protocol = trunks.find(({ providerId }) => providerId === trunk?.providerId)?.protocol;
  if (trunk === undefined || protocol === undefined) return '';
  return numbers
    .filter((number) => /^[0-9*#+]{2,16}$/.test(number))
    .map((number) => {
      const target = dialString(protocol, trunk.providerId, dialled(trunk.number(number)));
      return `exten => ${number},1,Set(PLAN=ok^120^7200^${target}^\${PHONE})\n same => n,Goto(granted,\${EXTEN},1)\n`;
    })
    .join('');
}

const bracketed = (host: string): string => (host.includes(':') && !host.startsWith('[') ? `[${host}]` : host);

/** Host names, numbers and user names: nothing that could end a value or a dial string. */
function word(text: string): string {
  if (!/^[\w.+@*#:[\]-]+$/.test(text)) throw new TypeError(`"${text}" cannot stand in a provider's settings`);
  return text;
}

/** A host name, an address, or a network such as 192.0.2.0/28. */
function network(text: string): string {
  const [address = '', bits, ...more] = text.split('/');
  if (more.length > 0 || (bits !== undefined && !/^\d{1,3}$/.test(bits))) throw new TypeError(`"${text}" is no address`);
  return bits === undefined ? word(address) : `${word(address)}/${bits}`;
}
