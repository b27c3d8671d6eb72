import type { Id } from '../../core/base/id.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import type { RouteRule } from '../../core/routing/route.ts';
import { findRouteByName, lockRoute, replaceRules, saveRouteName } from '../../db/tables/routes.ts';
import { action, done } from '../action.ts';
import { checkRules } from './checkRules.ts';

export type ChangeRoute = {
  readonly routeId: Id;
  readonly name: string;
  readonly rules: readonly RouteRule[];
  readonly version: number;
};

/** Replaces a route's name and rules; the next call uses them. */
export const changeRoute = action<ChangeRoute, null>('route.change', 'route.change', async (work, input) => {
  const { routeId, name, rules } = input;
  const found = await lockRoute(work.tx, routeId);
  if (!found) throw new Refusal('not_found');
  if (found.version !== input.version) throw new Refusal('stale_version');
  const namesake = await findRouteByName(work.tx, name);
  if (namesake !== undefined && namesake !== routeId)
    throw fieldRefusal('invalid_input', 'name', `There is a route "${name}" already.`);
  await checkRules(work, rules);
  await replaceRules(work.tx, routeId, rules);
  await saveRouteName(work.tx, routeId, name);
  return done(null, { detail: { routeId, name, rules } });
});
