import type { Id } from '../../core/base/id.ts';
import { defaultFailover } from '../../core/routing/failover.ts';
import { type LossGuard, noLossGuard, type RouteRule } from '../../core/routing/route.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

/** What a route does when a provider fails or costs too much. */
export type RoutePolicy = {
  readonly stopAt: readonly number[];
  readonly noAnswerSeconds: number | null;
  readonly lossGuard: LossGuard['guard'];
  readonly lossAt: LossGuard['at'];
};
export type RouteFields = RoutePolicy & { readonly name: string };

/** What a route does when nobody chose. */
export const plainPolicy: RoutePolicy = {
  stopAt: defaultFailover.stopAt,
  noAnswerSeconds: null,
  lossGuard: noLossGuard.guard,
  lossAt: noLossGuard.at,
};

export async function lockRoute(tx: Tx, id: Id): Promise<{ readonly id: Id; readonly version: number } | undefined> {
  return row(tx, sql`select id, version from route where id = ${id} for no key update`);
}

/** Locks a route so that nobody begins to use it meanwhile, for its removal. Its name; undefined when there is none. */
export async function retireRoute(tx: Tx, id: Id): Promise<string | undefined> {
  return (await row<{ name: string }>(tx, sql`select name from route where id = ${id} for update`))?.name;
}

/** What a route is used for. Many accounts are counted to 100,000. */
export type RouteUses = {
  readonly accounts: number;
  readonly signupForms: number;
  readonly isDefault: boolean;
  readonly isEmergency: boolean;
};

export async function readRouteUses(tx: Tx, id: Id): Promise<RouteUses> {
  const found = await row<RouteUses>(
    tx,
    sql`select (select count(*) from (select from account where route_id = ${id} limit 100000) a)::int as accounts,
               (select count(*) from signup_form where route_id = ${id})::int as "signupForms",
               coalesce(default_route_id = ${id}, false) as "isDefault",
               coalesce(emergency_route_id = ${id}, false) as "isEmergency"
          from setting`,
  );
  if (!found) throw new Error('there are no settings');
  return found;
}

/** The rules go first: they point at it. */
export async function deleteRoute(tx: Tx, id: Id): Promise<void> {
  await rows(tx, sql`delete from route where id = ${id}`);
}

export async function isRoute(tx: Tx, id: Id): Promise<boolean> {
  return (await row(tx, sql`select id from route where id = ${id}`)) !== undefined;
}

/** Undefined when there is no such route. */
export async function findRouteName(tx: Tx, id: Id): Promise<string | undefined> {
  return (await row<{ name: string }>(tx, sql`select name from route where id = ${id}`))?.name;
}

export async function findRouteByName(tx: Tx, name: string): Promise<Id | undefined> {
  return (await row<{ id: Id }>(tx, sql`select id from route where name = ${name}`))?.id;
}

/** Undefined when the name is taken. */
export async function insertRoute(tx: Tx, one: RouteFields, at: string): Promise<Id | undefined> {
  const found = await row<{ id: Id }>(
    tx,
    sql`insert into route (name, failover_stop_at, no_answer_seconds, loss_guard, loss_at, created_at)
        values (${one.name}, ${one.stopAt}::int[], ${one.noAnswerSeconds}, ${one.lossGuard}, ${one.lossAt}, ${at})
            on conflict (name) do nothing
     returning id`,
  );
  return found?.id;
}

export async function updateRoute(tx: Tx, id: Id, one: RouteFields): Promise<void> {
  await rows(
    tx,
    sql`update route
           set name = ${one.name}, failover_stop_at = ${one.stopAt}::int[], no_answer_seconds = ${one.noAnswerSeconds},
               loss_guard = ${one.lossGuard}, loss_at = ${one.lossAt}
         where id = ${id}`,
  );
}

/** Replaces the rules; the order of `providerIds` is the order of attempts. */
export async function replaceRules(tx: Tx, routeId: Id, rules: readonly RouteRule[]): Promise<void> {
  const lines = rules.flatMap((rule, index) =>
    rule.providerIds.map((providerId, place) => ({
      ...{ rule: index + 1, position: place + 1, provider_id: String(providerId), weight: rule.weights?.[place] ?? 1 },
      ...{
        prefix: rule.prefix,
        choice: rule.choice ?? 'ordered',
        windows: rule.windows ?? [],
        caller_group: rule.callerGroup ?? '',
      },
    })),
  );
  await rows(tx, sql`delete from route_rule where route_id = ${routeId}`);
  await rows(
    tx,
    sql`insert into route_rule (route_id, rule, position, provider_id, weight, prefix, choice, windows, caller_group)
        select ${routeId}, rule, position, provider_id, weight, prefix, choice, windows, caller_group
          from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
            as l (rule int, position int, provider_id bigint, weight int, prefix text, choice text, windows jsonb, caller_group text)`,
  );
}
