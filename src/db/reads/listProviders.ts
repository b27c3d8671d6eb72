import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import type { NumberFormat } from '../../core/routing/route.ts';
import { rows, type Sql, sql, type Tx } from '../sql.ts';

type ProviderRow = {
  id: string;
  name: string;
  protocol: 'sip' | 'iax' | 'test';
  host: string;
  port: number;
  username: string;
  doesRegister: boolean;
  numberFormat: NumberFormat;
  stripDigits: number;
  addPrefix: string;
  callerId: string;
  channelLimit: number | null;
  isActive: boolean;
  hasSecret: boolean;
  createdAt: Instant;
  version: number;
};

/** All providers, by name, without their secrets. */
export async function listProviders(tx: Tx) {
  return providersWhere(tx, sql`true`);
}

export async function findProvider(tx: Tx, id: Id) {
  return (await providersWhere(tx, sql`id = ${id}`))[0];
}

async function providersWhere(tx: Tx, condition: Sql) {
  const found = await rows<ProviderRow>(
    tx,
    sql`select p.id::text as id, name, protocol, host, port, username, does_register as "doesRegister",
               number_format as "numberFormat", strip_digits as "stripDigits", add_prefix as "addPrefix", caller_id as "callerId",
               channel_limit as "channelLimit", is_active as "isActive", has_secret as "hasSecret", created_at as "createdAt", version
          from provider p
         where ${condition}
         order by lower(name), p.id`,
  );
  return found.map((one) => ({ ...one, createdAt: formatInstant(one.createdAt) }));
}
