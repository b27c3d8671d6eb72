import type { Id } from '../../core/base/id.ts';
import { fieldRefusal } from '../../core/base/refusal.ts';
import { providerBinding } from '../../core/base/safe.ts';
import { formatInstant } from '../../core/base/time.ts';
import { hasProviders, insertProvider, type ProviderFields, saveProviderSecret } from '../../db/tables/providers.ts';
import { findRouteByName, insertRoute, plainPolicy, replaceRules } from '../../db/tables/routes.ts';
import { lockSettings } from '../../db/tables/settings.ts';
import { action, done, type Work } from '../action.ts';
import { becomeDefault } from '../billingPackages/becomeDefault.ts';
import { checkProvider, type OwnAddress } from './checkProvider.ts';

export type AddProvider = { readonly fields: ProviderFields; readonly secret: string | undefined; readonly own: OwnAddress };

/** Adds a carrier. The first one also makes the route "Everything", which becomes the default and the emergency route. */
export const addProvider = action<AddProvider, Id>('provider.add', 'provider.change', async (work, { fields, secret, own }) => {
  await lockSettings(work.tx); // two first providers at once: only one is the first
  await checkProvider(work, fields, own);
  const isFirst = !(await hasProviders(work.tx));
  const id = await insertProvider(work.tx, fields, formatInstant(work.now));
  if (id === undefined) throw fieldRefusal('invalid_input', 'name', `There is a provider "${fields.name}" already.`);
  if (secret) await saveProviderSecret(work.tx, id, work.safe.seal(secret, providerBinding(id)));
  if (isFirst) await routeEverything(work, id);
  return done(id, { detail: { providerId: id, name: fields.name, protocol: fields.protocol, host: fields.host } });
});

async function routeEverything(work: Work, providerId: Id): Promise<void> {
  const name = 'Everything';
  if ((await findRouteByName(work.tx, name)) !== undefined) return;
  const routeId = await insertRoute(work.tx, { name, ...plainPolicy }, formatInstant(work.now));
  if (routeId === undefined) return;
  await replaceRules(work.tx, routeId, [{ prefix: '', providerIds: [providerId] }]);
  await becomeDefault(work, 'defaultRouteId', routeId);
  await becomeDefault(work, 'emergencyRouteId', routeId);
}
