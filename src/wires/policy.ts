import { Resolver } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';
import { isPublicAddress, isSameAddress } from '../core/wires/publicAddress.ts';
import type { WirePolicy } from './wire.ts';

/**
 * The internet and nothing else: no address of a network of its own kind (core/wires/publicAddress.ts) and none of this machine,
 * also where it is public, so that no port of ours is ever reached from inside.
 */
export function internetPolicy(options: {
  readonly ownAddresses: readonly string[];
  readonly dnsServers?: readonly string[];
}): WirePolicy {
  const resolver = new Resolver({ timeout: 2000, tries: 2 });
  if (options.dnsServers) resolver.setServers([...options.dnsServers]);
  return {
    resolve: async (host) =>
      (await Promise.all([absentIsNone(resolver.resolve4(host)), absentIsNone(resolver.resolve6(host))])).flat(),
    mayConnect: (address) =>
      isPublicAddress(address) && ![...options.ownAddresses, ...cardAddresses()].some((own) => isSameAddress(own, address)),
  };
}

/** The addresses of this machine's network cards at this moment. */
function cardAddresses(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((card) => (card ?? []).map(({ address }) => address));
}

async function absentIsNone(asked: Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return await asked;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENODATA' || code === 'ENOTFOUND') return [];
    throw error;
  }
}
