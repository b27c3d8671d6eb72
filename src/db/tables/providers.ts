import type { Id } from '../../core/base/id.ts';
import type { NumberFormat } from '../../core/routing/route.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export type ProviderFields = {
  readonly name: string;
  readonly protocol: 'sip' | 'iax' | 'test';
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly doesRegister: boolean;
  readonly numberFormat: NumberFormat;
  readonly stripDigits: number;
  readonly addPrefix: string;
  readonly callerId: string;
  readonly channelLimit: number | null;
  readonly isActive: boolean;
};

export async function lockProvider(tx: Tx, id: Id): Promise<{ readonly id: Id; readonly version: number } | undefined> {
  return row(tx, sql`select id, version from provider where id = ${id} for no key update`);
}

export async function findProviderByName(tx: Tx, name: string): Promise<Id | undefined> {
  return (await row<{ id: Id }>(tx, sql`select id from provider where name = ${name}`))?.id;
}

export async function hasProviders(tx: Tx): Promise<boolean> {
  return (await row(tx, sql`select id from provider limit 1`)) !== undefined;
}

/** Those of the ids that exist. */
export async function existingProviders(tx: Tx, ids: readonly Id[]): Promise<readonly Id[]> {
  return (await rows<{ id: Id }>(tx, sql`select id from provider where id = any (${ids})`)).map((one) => one.id);
}

/** Undefined when the name is taken. */
export async function insertProvider(tx: Tx, one: ProviderFields, at: string): Promise<Id | undefined> {
  const found = await row<{ id: Id }>(
    tx,
    sql`insert into provider (name, protocol, host, port, username, does_register, number_format, strip_digits, add_prefix, caller_id,
                              channel_limit, is_active, created_at)
        values (${one.name}, ${one.protocol}, ${one.host}, ${one.port}, ${one.username}, ${one.doesRegister}, ${one.numberFormat},
                ${one.stripDigits}, ${one.addPrefix}, ${one.callerId}, ${one.channelLimit}, ${one.isActive}, ${at})
            on conflict (name) do nothing
     returning id`,
  );
  return found?.id;
}

export async function updateProvider(tx: Tx, id: Id, one: ProviderFields): Promise<void> {
  await rows(
    tx,
    sql`update provider
           set name = ${one.name}, protocol = ${one.protocol}, host = ${one.host}, port = ${one.port}, username = ${one.username},
               does_register = ${one.doesRegister}, number_format = ${one.numberFormat}, strip_digits = ${one.stripDigits},
               add_prefix = ${one.addPrefix}, caller_id = ${one.callerId}, channel_limit = ${one.channelLimit},
               is_active = ${one.isActive}
         where id = ${id}`,
  );
}

/** `sealed`: by vault/safe.ts, bound to this provider; null = none. */
export async function saveProviderSecret(tx: Tx, id: Id, sealed: Uint8Array | null): Promise<void> {
  await rows(tx, sql`update provider set secret_sealed = ${sealed && Buffer.from(sealed)} where id = ${id}`);
}
