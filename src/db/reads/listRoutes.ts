import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import type { LossGuard, ProviderChoice } from '../../core/routing/route.ts';
import type { WeekDay } from '../../core/routing/weeklyWindow.ts';
import { rows, type Sql, sql, type Tx } from '../sql.ts';

type Rule = {
  readonly prefix: string;
  readonly providerIds: string[];
  readonly providerNames: string[];
  readonly choice: ProviderChoice;
  readonly weights: number[];
  readonly windows: { days: WeekDay[]; from: string; to: string }[];
  readonly callerGroup: string;
};
type RouteRow = {
  id: string;
  name: string;
  rules: Rule[];
  stopAt: number[];
  noAnswerSeconds: number | null;
  lossGuard: LossGuard['guard'];
  lossAt: LossGuard['at'];
  accountCount: number;
  isDefault: boolean;
  isEmergency: boolean;
  createdAt: Instant;
  version: number;
};

/** All routes with their rules, by name. */
export async function listRoutes(tx: Tx) {
  return routesWhere(tx, sql`true`);
}

export async function findRoute(tx: Tx, id: Id) {
  return (await routesWhere(tx, sql`r.id = ${id}`))[0];
}

async function routesWhere(tx: Tx, condition: Sql) {
  const found = await rows<RouteRow>(
    tx,
    sql`select r.id::text as id, r.name, r.failover_stop_at as "stopAt", r.no_answer_seconds as "noAnswerSeconds",
               r.loss_guard as "lossGuard", r.loss_at as "lossAt", r.created_at as "createdAt", r.version,
               (select count(*) from (select from account a where a.route_id = r.id limit 100000) a)::int as "accountCount",
               exists (select from setting where default_route_id = r.id) as "isDefault",
               exists (select from setting where emergency_route_id = r.id) as "isEmergency",
               coalesce((select jsonb_agg(jsonb_build_object('prefix', u.prefix, 'providerIds', u.ids, 'providerNames', u.names,
                                                             'choice', u.choice, 'weights', u.weights, 'windows', u.windows,
                                                             'callerGroup', u.caller_group)
                                          order by u.rule)
                           from (select l.rule, l.prefix, l.choice, l.windows, l.caller_group,
                                        jsonb_agg(l.provider_id::text order by l.position) as ids,
                                        jsonb_agg(p.name order by l.position) as names,
                                        jsonb_agg(l.weight order by l.position) as weights
                                   from route_rule l
                                   join provider p on p.id = l.provider_id
                                  where l.route_id = r.id
                                  group by l.rule, l.prefix, l.choice, l.windows, l.caller_group) u), '[]'::jsonb) as rules
          from route r
         where ${condition}
         order by lower(r.name), r.id`,
  );
  return found.map((one) => ({ ...one, createdAt: formatInstant(one.createdAt) }));
}
