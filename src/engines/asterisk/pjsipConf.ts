import { type AsteriskSettings, banList } from './asteriskSettings.ts';
import { configValue, hostPort } from './configText.ts';

/** How this switch names itself in every message; no other switch is called so. */
const userAgent = ({ systemName }: AsteriskSettings): string => `vspPanel (${systemName})`;

/** pjsip.conf: the transports, and who is known before a phone is looked up. Providers stand in a file of their own. */
export function pjsipConf(settings: AsteriskSettings): string {
  const { bindAddress, publicAddress, ports, tls } = settings;
  const nat =
    publicAddress === undefined
      ? ''
      : `external_media_address=${publicAddress}\nexternal_signaling_address=${publicAddress}\nlocal_net=10.0.0.0/8\nlocal_net=172.16.0.0/12\nlocal_net=192.168.0.0/16\nlocal_net=127.0.0.0/8\n`;
  const transport = (protocol: 'udp' | 'tcp') => `[transport-${protocol}]
type=transport
protocol=${protocol}
bind=${hostPort(bindAddress, ports.sip)}
${nat}`;
  // disable_multi_domain: else each request is first looked up as user@domain, which is never cached: two questions to the database
  // per call, and no call at all while the database hangs.
  // timer_b: an INVITE that nobody answers at all fails after 9.6 s (RFC 3261 17.1.1.2: 64 x T1, 32 s with the default T1 of
  // 500 ms), so that the next provider is tried in time. Asterisk refuses a timer_b below 64 x T1.
  // default_realm: that of the phones (ps_auths), or an unknown number would be asked for another one and be told apart.
  // ourselves: what we sent and what comes back, over whatever names, addresses and proxies, is a circle. It is known before anything
  // that it claims is looked at, and costs other calls nothing.
  return `[global]
type=global
user_agent=${userAgent(settings)}
default_realm=vsppanel
endpoint_identifier_order=header,username,ip
disable_multi_domain=yes
default_from_user=anonymous
[system]
type=system
timer_t1=150
timer_b=9600
${transport('udp')}${transport('tcp')}${phoneTls(bindAddress, nat, tls)}${providerTls(settings, nat)}[transport-ws]
type=transport
protocol=ws
bind=127.0.0.1
${nat}[bans]
type=acl
acl=${banList}
[ourselves]
type=endpoint
context=circle
disallow=all
allow=alaw
[ourselves]
type=identify
endpoint=ourselves
match_header=User-Agent: ${userAgent(settings)}
#include pjsip_providers.conf
`;
}

/**
 * The door for phones with TLS (RFC 3261 26.2). A reload of res_pjsip reads a certificate that was renewed under the same file name;
 * calls and registrations that are up stay.
 */
const phoneTls = (bindAddress: string, nat: string, tls: AsteriskSettings['tls']): string =>
  tls === undefined
    ? ''
    : `[transport-tls]
type=transport
protocol=tls
bind=${hostPort(bindAddress, tls.port)}
method=tlsv1_2
cert_file=${configValue(tls.certificateFile)}
priv_key_file=${configValue(tls.keyFile)}
${nat}`;

/**
 * The way out to providers over TLS (RFC 5246 and later; the carrier shows a certificate of the machine's authorities). Nobody dials
 * in here: its port is any free one.
 */
const providerTls = ({ bindAddress, carrierAuthorities }: AsteriskSettings, nat: string): string => `[transport-provider-tls]
type=transport
protocol=tls
bind=${hostPort(bindAddress, 0)}
method=tlsv1_2
verify_server=yes
ca_list_path=/etc/ssl/certs
${carrierAuthorities === undefined ? '' : `ca_list_file=${configValue(carrierAuthorities)}\n`}${nat}`;
