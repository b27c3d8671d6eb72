import type { BannedNetwork } from '../engine.ts';
import { banList } from './asteriskSettings.ts';

export const banFiles = ['acl.conf', 'iax_bans.conf'] as const;
export type BanFiles = Readonly<Record<(typeof banFiles)[number], string>>;

/**
 * The files that keep networks out. Pure. SIP: a named list that res_pjsip_acl asks before anything else reads a message. IAX2:
 * a limit of no calls for the address, so that known and unknown numbers get the same bare refusal; a list at the phones (acl=)
 * would refuse known numbers only, and so tell which exist (measured). An IPv6 network among the limits makes Asterisk
 * 22 refuse every IPv4 address (measured), so there are none; IAX2 listens on IPv4 unless VSPPANEL_BIND says otherwise.
 */
export function writeBans(bans: readonly Pick<BannedNetwork, 'network'>[]): BanFiles {
  const networks = bans.map(({ network }) => network);
  const quads = networks.filter((network) => !network.includes(':'));
  return {
    // The first line keeps Asterisk from warning of an empty list at each message.
    'acl.conf': `[${banList}]\npermit=0.0.0.0/0\n${networks.map((one) => `deny=${one}\n`).join('')}`,
    'iax_bans.conf': `[callnumberlimits]\n${quads.map((one) => `${one} = 0\n`).join('')}`,
  };
}
