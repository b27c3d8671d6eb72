import type { Id } from '../../core/base/id.ts';
import { fieldRefusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import type { RouteRule } from '../../core/routing/route.ts';
import { insertRoute, type RouteFields, replaceRules } from '../../db/tables/routes.ts';
import { action, done } from '../action.ts';
import { checkRules } from './checkRules.ts';

export type AddRoute = { readonly fields: RouteFields; readonly rules: readonly RouteRule[] };

/** Adds a named rule set. */
export const addRoute = action<AddRoute, Id>('route.add', 'route.change', async (work, { fields, rules }) => {
  await checkRules(work, rules);
  const id = await insertRoute(work.tx, fields, formatInstant(work.now));
  if (id === undefined) throw fieldRefusal('invalid_input', 'name', `There is a route "${fields.name}" already.`);
  await replaceRules(work.tx, id, rules);
  return done(id, { detail: { routeId: id, ...fields, rules } });
});
