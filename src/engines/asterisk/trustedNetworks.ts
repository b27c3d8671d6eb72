import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { plainNetwork } from '../../core/access/addressText.ts';
import type { Trunk } from '../../core/calls/call.ts';
import { hostTrunks } from './trunks.ts';

/** This machine's own addresses and those of the providers, their names resolved. What cannot be resolved is left out. */
export async function findTrustedNetworks(trunks: readonly Trunk[]): Promise<readonly string[]> {
  const hosts = hostTrunks(trunks).filter(({ protocol }) => protocol !== 'test');
  const resolved = await Promise.all([...new Set(hosts.map(({ host }) => host))].map(addressesOf));
  const own = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address));
  const sources = trunks.flatMap(({ sourceAddresses }) => sourceAddresses ?? []);
  const written = ['127.0.0.1', '::1', ...own, ...sources, ...resolved.flat()];
  return [...new Set(written.flatMap((one) => plainNetwork(one.split('%')[0] ?? '') ?? []))];
}

async function addressesOf(host: string): Promise<readonly string[]> {
  const bare = host.replace(/^\[|\]$/g, '');
  if (isIP(bare) !== 0) return [bare];
  const found = await lookup(bare, { all: true }).catch(() => []);
  return found.map(({ address }) => address);
}
