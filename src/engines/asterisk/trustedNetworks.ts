import { lookup, Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { plainNetwork } from '../../core/access/addressText.ts';
import type { Trunk } from '../../core/calls/call.ts';
import { hostTrunks } from './trunks.ts';

/** This machine's own addresses and those of the providers, their names resolved; a name that cannot be resolved now keeps what it was last known for. */
export async function findTrustedNetworks(trunks: readonly Trunk[]): Promise<readonly string[]> {
  const hosts = hostTrunks(trunks).filter(({ protocol }) => protocol !== 'test');
  const resolved = await Promise.all([...new Set(hosts.map(({ host }) => host))].map(addressesOf));
  const own = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address));
  const sources = trunks.flatMap(({ sourceAddresses }) => sourceAddresses ?? []);
  const written = ['127.0.0.1', '::1', ...own, ...sources, ...resolved.flat()];
  return [...new Set(written.flatMap((one) => plainNetwork(one.split('%')[0] ?? '') ?? []))];
}

/** Answers are good for so long, and the last good one for as long as names cannot be asked for. Milliseconds. */
const askedAgainAfter = 60_000;
const remembered = new Map<string, { readonly at: number; readonly addresses: readonly string[] }>();
// Its own sockets: lookup would hold a thread of the few that also read files.
const resolver = new Resolver({ timeout: 2000, tries: 1 });

async function addressesOf(host: string): Promise<readonly string[]> {
  const bare = host.replace(/^\[|\]$/g, '');
  if (isIP(bare) !== 0) return [bare];
  const known = remembered.get(bare);
  if (known && performance.now() - known.at < askedAgainAfter) return known.addresses;
  const found = await Promise.allSettled([resolver.resolve4(bare), resolver.resolve6(bare)]);
  const answered = found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  // Names of /etc/hosts are not in the DNS.
  const addresses = answered.length > 0 || known ? answered : await lookup(bare, { all: true }).then(allOf, () => []);
  if (addresses.length > 0) remembered.set(bare, { at: performance.now(), addresses });
  return addresses.length > 0 ? addresses : (known?.addresses ?? []);
}

const allOf = (found: readonly { readonly address: string }[]): readonly string[] => found.map(({ address }) => address);
