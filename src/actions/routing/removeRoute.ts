import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { deleteRoute, type RouteUses, readRouteUses, replaceRules, retireRoute } from '../../db/tables/routes.ts';
import { lockSettings } from '../../db/tables/settings.ts';
import { action, done } from '../action.ts';

/** Removes a route that no account, no signup form and no setting uses. */
export const removeRoute = action<{ readonly routeId: Id }, null>('route.remove', 'route.change', async (work, { routeId }) => {
  // Settings before routes, in the order of every action that needs both.
  await lockSettings(work.tx);
  const name = await retireRoute(work.tx, routeId);
  if (name === undefined) throw new Refusal('not_found');
  const use = useText(await readRouteUses(work.tx, routeId));
  if (use !== undefined) throw new Refusal('in_use', { message: `${use} Choose another route there first.` });
  await replaceRules(work.tx, routeId, []);
  await deleteRoute(work.tx, routeId);
  return done(null, { detail: { routeId, name } });
});

function useText({ accounts, signupForms, isDefault, isEmergency }: RouteUses): string | undefined {
  if (accounts > 0) return accounts === 1 ? 'An account uses this route.' : `${accounts} accounts use this route.`;
  if (signupForms > 0) return 'A signup form gives this route to new customers.';
  if (isDefault) return 'This route is the default of new accounts, under Settings, Defaults.';
  return isEmergency ? 'Emergency calls use this route; it is chosen under Settings, Defaults.' : undefined;
}
