import type { Id } from '../../core/base/id.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import type { RouteRule } from '../../core/routing/route.ts';
import { findRouteByName, lockRoute, type RouteFields, replaceRules, updateRoute } from '../../db/tables/routes.ts';
import { action, done } from '../action.ts';
import { checkRules } from './checkRules.ts';

export type ChangeRoute = {
  readonly routeId: Id;
  readonly fields: RouteFields;
  readonly rules: readonly RouteRule[];
  readonly version: number;
};

/** Replaces a route's name, rules and policy; the next call uses them. */
export const changeRoute = action<ChangeRoute, null>('route.change', 'route.change', async (work, input) => {
  const { routeId, fields, rules } = input;
  const found = await lockRoute(work.tx, routeId);
  if (!found) throw new Refusal('not_found');
  if (found.version !== input.version) throw new Refusal('stale_version');
  const namesake = await findRouteByName(work.tx, fields.name);
  if (namesake !== undefined && namesake !== routeId)
    throw fieldRefusal('invalid_input', 'name', `There is a route "${fields.name}" already.`);
  await checkRules(work, rules);
  await replaceRules(work.tx, routeId, rules);
  await updateRoute(work.tx, routeId, fields);
  return done(null, { detail: { routeId, ...fields, rules } });
});
