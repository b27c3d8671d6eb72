import type { Id } from '../../core/base/id.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { providerBinding } from '../../core/base/safe.ts';
import {
  findProviderByName,
  lockProvider,
  type ProviderFields,
  saveProviderSecret,
  updateProvider,
} from '../../db/tables/providers.ts';
import { action, done } from '../action.ts';

export type ChangeProvider = {
  readonly providerId: Id;
  readonly fields: ProviderFields;
  /** Undefined = unchanged; empty = none any more. */
  readonly secret: string | undefined;
  readonly version: number;
};

/** Changes a carrier; the next call uses it. */
export const changeProvider = action<ChangeProvider, null>('provider.change', 'provider.change', async (work, input) => {
  const { providerId, fields, secret } = input;
  const found = await lockProvider(work.tx, providerId);
  if (!found) throw new Refusal('not_found');
  if (found.version !== input.version) throw new Refusal('stale_version');
  const namesake = await findProviderByName(work.tx, fields.name);
  if (namesake !== undefined && namesake !== providerId)
    throw fieldRefusal('invalid_input', 'name', `There is a provider "${fields.name}" already.`);
  await updateProvider(work.tx, providerId, fields);
  if (secret !== undefined) {
    const sealed = secret === '' ? null : work.safe.seal(secret, providerBinding(providerId));
    await saveProviderSecret(work.tx, providerId, sealed);
  }
  return done(null, { detail: { providerId, ...fields, hasNewSecret: secret !== undefined } });
});
