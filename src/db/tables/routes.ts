import type { Id } from '../../core/base/id.ts';
import type { RouteRule } from '../../core/routing/route.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export async function lockRoute(tx: Tx, id: Id): Promise<{ readonly id: Id; readonly version: number } | undefined> {
  return row(tx, sql`select id, version from route where id = ${id} for no key update`);
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
export async function insertRoute(tx: Tx, name: string, at: string): Promise<Id | undefined> {
  const found = await row<{ id: Id }>(
    tx,
    sql`insert into route (name, created_at) values (${name}, ${at}) on conflict (name) do nothing returning id`,
  );
  return found?.id;
}

export async function saveRouteName(tx: Tx, id: Id, name: string): Promise<void> {
  await rows(tx, sql`update route set name = ${name} where id = ${id}`);
}

/** Replaces the rules; the order of `providerIds` is the order of attempts. */
export async function replaceRules(tx: Tx, routeId: Id, rules: readonly RouteRule[]): Promise<void> {
  const lines = rules.flatMap((rule) =>
    rule.providerIds.map((providerId, index) => ({ ...rule, providerId, position: index + 1 })),
  );
  await rows(tx, sql`delete from route_rule where route_id = ${routeId}`);
  await rows(
    tx,
    sql`insert into route_rule (route_id, prefix, position, provider_id)
        select ${routeId}, prefix, position, provider_id
          from unnest(${lines.map((one) => one.prefix)}::text[], ${lines.map((one) => one.position)}::int[],
                      ${lines.map((one) => one.providerId)}::bigint[]) as l (prefix, position, provider_id)`,
  );
}
