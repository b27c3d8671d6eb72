import { fixedBits, plainNetwork } from '../../core/access/addressText.ts';
import { banEnd } from '../../core/access/ban.ts';
import type { Id } from '../../core/base/id.ts';
import { fieldRefusal } from '../../core/base/refusal.ts';
import type { Seconds } from '../../core/base/time.ts';
import { findBansOf, insertBan, isExempt, lockNetwork, saveBanLifted } from '../../db/tables/bans.ts';
import { listProviderNetworks } from '../../db/tables/providers.ts';
import { action, done, nameOf } from '../action.ts';

export type AddBan = {
  readonly network: string;
  readonly note: string;
  /** Undefined = until somebody lifts it. */
  readonly seconds: Seconds | undefined;
};

/** A typing mistake must not shut out half a country. */
const fewestBits = { 4: 16, 6: 32 } as const;

/** Bans a network by hand. A ban of exactly this network that is in force is replaced. */
export const addBan = action<AddBan, Id>('ban.add', 'ban.change', async ({ tx, now, doer }, input) => {
  const network = networkOf(input.network);
  await lockNetwork(tx, network);
  if (await isExempt(tx, network))
    throw fieldRefusal('invalid_input', 'network', 'This is on the list of networks that are never banned. Take it off first.');
  if ((await listProviderNetworks(tx, network)).length > 0)
    throw fieldRefusal('invalid_input', 'network', 'A provider is reached there. Deactivate the provider instead.');
  const by = nameOf(doer);
  for (const one of await findBansOf(tx, network, 'ban', now)) {
    if (one.network === network) await saveBanLifted(tx, one.id, now, by);
  }
  const { note, seconds } = input;
  const banId = await insertBan(tx, {
    ...{ network, note, kind: 'ban', protocols: [], failures: 0, names: [], at: now, by },
    until: banEnd(now, seconds),
  });
  return done(banId, { detail: { banId, network, note, seconds: seconds ?? null } });
});

function networkOf(text: string): string {
  const network = plainNetwork(text);
  if (network === undefined)
    throw fieldRefusal('invalid_input', 'network', 'Write an address or a network, such as 192.0.2.7 or 192.0.2.0/24.');
  const fewest = fewestBits[network.includes(':') ? 6 : 4];
  if ((fixedBits(network) ?? 0) < fewest)
    throw fieldRefusal('invalid_input', 'network', `This network is too large to be banned; /${fewest} is the largest.`);
  if (['127.0.0.1/32', '::1/128'].includes(network))
    throw fieldRefusal('invalid_input', 'network', 'This is the machine itself: it is never banned.');
  return network;
}
