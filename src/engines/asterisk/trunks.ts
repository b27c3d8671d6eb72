import type { Id } from '../../core/base/id.ts';
import type { Trunk } from '../../core/calls/call.ts';
import type { EmergencyFallback } from '../engine.ts';
import { configValue } from './configuration.ts';

/** Generated whenever a provider changes; everything else in Asterisk's configuration is static. */
export const providerFiles = [
  'pjsip_providers.conf',
  'iax_providers.conf',
  'iax_registrations.conf',
  'providers_dialplan.conf',
] as const;

export type ProviderFiles = Readonly<Record<(typeof providerFiles)[number], string>>;

/** The provider's name inside Asterisk. Phones are digits only, so the two never meet. */
export const nameOf = ({ providerId }: Pick<Trunk, 'providerId'>): string => `provider-${providerId}`;

/** The texts of all provider files. Pure; the same trunks give the same texts. Throws on values that no configuration file can hold. */
export function writeTrunks(trunks: readonly Trunk[], emergency: EmergencyFallback): ProviderFiles {
  const sip = trunks.filter((trunk) => trunk.protocol === 'sip');
  const iax = trunks.filter((trunk) => trunk.protocol === 'iax');
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
function sipTrunk(trunk: Trunk): string {
  const name = nameOf(trunk);
  const address = `${bracketed(word(trunk.host))}:${trunk.port}`;
  const user = trunk.username === '' ? '' : word(trunk.username);
  const isAuthenticated = user !== '' && trunk.secret !== '';
  // identify_by=ip: nobody becomes the provider by writing its name into From.
  const endpoint = `[${name}]
type=endpoint
context=from-provider
aors=${name}
disallow=all
allow=alaw,ulaw,g722,gsm
direct_media=no
rtp_symmetric=yes
force_rport=yes
identify_by=ip
set_var=PROVIDER=${trunk.providerId}
set_var=PROTOCOL=sip
allow_subscribe=no
allow_transfer=no
send_pai=yes
trust_id_outbound=yes
rtp_timeout=60
rtp_timeout_hold=600
${user === '' ? '' : `from_user=${user}\n`}${isAuthenticated ? `outbound_auth=${name}\n` : ''}[${name}]
type=aor
contact=sip:${address}
`;
  const auth = `[${name}]\ntype=auth\nauth_type=digest\nusername=${user}\npassword=${configValue(trunk.secret)}\n`;
  const registration = `[${name}]
type=registration
server_uri=sip:${address}
client_uri=sip:${user}@${address}
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
  const identify = sourcesOf(trunk)
    .map((source) => `match=${word(source)}\n`)
    .join('');
  const known = identify === '' ? '' : `[${name}]\ntype=identify\nendpoint=${name}\n${identify}`;
  return endpoint + known + (isAuthenticated ? auth : '') + (isAuthenticated && trunk.doesRegister ? registration : '');
}

/** Where its calls come from. This machine's own address is nobody's: what runs here must say who it is. */
const sourcesOf = ({ sourceAddresses, host }: Trunk): readonly string[] =>
  sourceAddresses ?? (/^(127\.0\.0\.1|localhost|\[?::1\]?)$/i.test(host) ? [] : [host]);

function iaxTrunk(trunk: Trunk): string {
  return `[${nameOf(trunk)}]
type=friend
setvar=PROVIDER=${trunk.providerId}
setvar=PROTOCOL=iax
context=from-provider
host=${word(trunk.host)}
port=${trunk.port}
${trunk.username === '' ? '' : `username=${word(trunk.username)}\n`}${trunk.secret === '' ? '' : `secret=${configValue(trunk.secret)}\nauth=md5\n`}disallow=all
allow=alaw,ulaw,gsm
qualify=yes
transfer=no
`;
}

/** `register => user:secret@host:port` has no way to write a secret that contains its own separators. */
function iaxRegistration(trunk: Trunk): string {
  if (/[:@[\]]/.test(trunk.secret) || trunk.username === '') return '';
  return `register => ${word(trunk.username)}:${configValue(trunk.secret)}@${word(trunk.host)}:${trunk.port}\n`;
}

/** How Dial is told to call this number through this provider. */
export function dialString(protocol: Trunk['protocol'], providerId: Id, number: string): string {
  const name = nameOf({ providerId });
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
