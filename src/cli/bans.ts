import { liftNetwork } from '../actions/bans/liftNetwork.ts';
import { showBans } from '../actions/bans/showBans.ts';
import { formatInstant } from '../core/base/time.ts';
import type { Act, Print } from './withInstance.ts';

/** The networks that are kept out now. */
export async function bansList(act: Act, print: Print): Promise<void> {
  const bans = await act(showBans, null);
  if (bans.length === 0) print('Nobody is banned.');
  for (const { network, until } of bans) print(`${network.padEnd(44)} ${until === null ? 'until lifted' : formatInstant(until)}`);
}

/** For who has shut out an office, or himself. */
export async function bansRemove(network: string, act: Act, print: Print): Promise<void> {
  const lifted = await act(liftNetwork, { network });
  if (lifted.length === 0) print(`${network} is not banned.`);
  for (const one of lifted) print(`${one} is let in again.`);
}
