import { providerBinding, type Safe } from '../../core/base/safe.ts';
import type { Trunk } from '../../core/calls/call.ts';
import { listTrunkRows, type TrunkRow } from '../../db/reads/callProviders.ts';
import type { CallContext } from './callContext.ts';

/** The active providers with their secrets opened, for the engine alone. One whose secret cannot be opened is left out and reported. */
export async function listTrunks(context: CallContext, safe: Safe): Promise<readonly Trunk[]> {
  const found = await listTrunkRows(context.tx);
  return found.flatMap((one) => toTrunk(context, safe, one) ?? []);
}

function toTrunk(context: CallContext, safe: Safe, one: TrunkRow): Trunk | undefined {
  const { id, secretSealed, sourceAddresses, ...known } = one;
  try {
    const secret = secretSealed ? safe.open(secretSealed, providerBinding(id)) : '';
    // None written: the provider calls from its hosts.
    return { ...known, providerId: id, secret, ...(sourceAddresses.length > 0 && { sourceAddresses }) };
  } catch (error) {
    context.report(`the secret of provider ${id} cannot be opened; type it again`, error);
    return undefined;
  }
}
