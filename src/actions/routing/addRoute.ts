import type { Id } from '../../core/base/id.ts';
import { fieldRefusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import type { RouteRule } from '../../core/routing/route.ts';
import { insertRoute, replaceRules } from '../../db/tables/routes.ts';
import { action, done } from '../action.ts';
import { checkRules } from './checkRules.ts';

/** Adds a named rule set. */
export const addRoute = action<{ readonly name: string; readonly rules: readonly RouteRule[] }, Id>(
  'route.add',
  'route.change',
  async (work, { name, rules }) => {
    await checkRules(work, rules);
    const id = await insertRoute(work.tx, name, formatInstant(work.now));
    if (id === undefined) throw fieldRefusal('invalid_input', 'name', `There is a route "${name}" already.`);
    await replaceRules(work.tx, id, rules);
    return done(id, { detail: { routeId: id, name, rules } });
  },
);
