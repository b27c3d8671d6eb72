import type { Id } from '../../core/base/id.ts';
import type { Amount } from '../../core/base/money.ts';
import type { MediaEncryption, TrunkCodec, TrunkTransport } from '../../core/calls/call.ts';
import type { CallerIdRule, NumberFormat, NumberRule } from '../../core/routing/provider.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

/** A further host of a provider, as it is stored. */
export type StoredHost = { readonly host: string; readonly port: number; readonly priority: number; readonly weight: number };

export type ProviderFields = {
  readonly name: string;
  readonly protocol: 'sip' | 'iax' | 'test';
  readonly host: string;
  readonly port: number;
  readonly priority: number;
  readonly weight: number;
  readonly moreHosts: readonly StoredHost[];
  readonly transport: TrunkTransport;
  readonly mediaEncryption: MediaEncryption;
  readonly codecs: readonly TrunkCodec[];
  readonly sourceAddresses: readonly string[];
  readonly username: string;
  readonly doesRegister: boolean;
  readonly numberFormat: NumberFormat;
  readonly stripDigits: number;
  readonly addPrefix: string;
  readonly numberRules: readonly NumberRule[];
  readonly callerIdRule: CallerIdRule;
  readonly callerId: string;
  readonly hidesCallerId: boolean;
  readonly channelLimit: number | null;
  readonly callsPerSecond: number | null;
  readonly costPackageId: Id | null;
  readonly dailyCostLimit: Amount | null;
  readonly monthlyCostLimit: Amount | null;
  readonly probeSeconds: number;
  readonly fenceAfter: number;
  readonly fenceSeconds: number;
  readonly isActive: boolean;
  readonly isInMaintenance: boolean;
};

/** What a provider is when nothing else was said of it. */
export const plainProvider: Omit<ProviderFields, 'name' | 'protocol'> = {
  ...{ host: '', port: 5060, priority: 1, weight: 1, moreHosts: [], transport: 'udp', mediaEncryption: 'none' },
  ...{ codecs: ['alaw', 'ulaw', 'g722', 'gsm'], sourceAddresses: [], username: '', doesRegister: false },
  ...{ numberFormat: 'e164', stripDigits: 0, addPrefix: '', numberRules: [], callerIdRule: 'pass', callerId: '' },
  ...{ hidesCallerId: false, channelLimit: null, callsPerSecond: null, costPackageId: null, dailyCostLimit: null },
  ...{ monthlyCostLimit: null, probeSeconds: 30, fenceAfter: 5, fenceSeconds: 60, isActive: true, isInMaintenance: false },
};

const columns = sql`name, protocol, host, port, host_priority, host_weight, more_hosts, transport, media_encryption, codecs, source_addresses,
  username, does_register, number_format, strip_digits, add_prefix, number_rules, caller_id_rule, caller_id, hides_caller_id, channel_limit,
  calls_per_second, cost_package_id, daily_cost_limit, monthly_cost_limit, probe_seconds, fence_after, fence_seconds, is_active,
  is_in_maintenance`;

/** In the order of `columns`. */
const values = (
  one: ProviderFields,
) => sql`${one.name}, ${one.protocol}, ${one.host}, ${one.port}, ${one.priority}, ${one.weight},
  ${JSON.stringify(one.moreHosts)}::jsonb, ${one.transport}, ${one.mediaEncryption}, ${one.codecs}::text[], ${one.sourceAddresses}::text[],
  ${one.username}, ${one.doesRegister}, ${one.numberFormat}, ${one.stripDigits}, ${one.addPrefix}, ${JSON.stringify(one.numberRules)}::jsonb,
  ${one.callerIdRule}, ${one.callerId}, ${one.hidesCallerId}, ${one.channelLimit}, ${one.callsPerSecond}, ${one.costPackageId},
  ${one.dailyCostLimit}, ${one.monthlyCostLimit}, ${one.probeSeconds}, ${one.fenceAfter}, ${one.fenceSeconds}, ${one.isActive},
  ${one.isInMaintenance}`;

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

/** What a provider was, for the audit trail and to tell what changed. */
export async function readProviderFields(tx: Tx, id: Id): Promise<ProviderFields | undefined> {
  return row<ProviderFields>(
    tx,
    sql`select name, protocol, host, port, host_priority as priority, host_weight as weight, more_hosts as "moreHosts", transport,
               media_encryption as "mediaEncryption", codecs, source_addresses as "sourceAddresses", username,
               does_register as "doesRegister", number_format as "numberFormat", strip_digits as "stripDigits", add_prefix as "addPrefix",
               number_rules as "numberRules", caller_id_rule as "callerIdRule", caller_id as "callerId",
               hides_caller_id as "hidesCallerId", channel_limit as "channelLimit", calls_per_second as "callsPerSecond",
               cost_package_id as "costPackageId", daily_cost_limit as "dailyCostLimit", monthly_cost_limit as "monthlyCostLimit",
               probe_seconds as "probeSeconds", fence_after as "fenceAfter", fence_seconds as "fenceSeconds", is_active as "isActive",
               is_in_maintenance as "isInMaintenance"
          from provider
         where id = ${id}`,
  );
}

/** Undefined when the name is taken. */
export async function insertProvider(tx: Tx, one: ProviderFields, at: string): Promise<Id | undefined> {
  const found = await row<{ id: Id }>(
    tx,
    sql`insert into provider (created_at, ${columns})
        values (${at}, ${values(one)})
            on conflict (name) do nothing
     returning id`,
  );
  return found?.id;
}

export async function updateProvider(tx: Tx, id: Id, one: ProviderFields): Promise<void> {
  await rows(tx, sql`update provider set (${columns}) = row (${values(one)}) where id = ${id}`);
}

/** `sealed`: by vault/safe.ts, bound to this provider; null = none. */
export async function saveProviderSecret(tx: Tx, id: Id, sealed: Uint8Array | null): Promise<void> {
  await rows(tx, sql`update provider set secret_sealed = ${sealed && Buffer.from(sealed)} where id = ${id}`);
}

/** The addresses of active providers, as far as they are addresses and not names, that share one with `network`. */
export async function listProviderNetworks(tx: Tx, network: string): Promise<readonly string[]> {
  const found = await rows<{ address: string }>(
    tx,
    sql`select distinct one.address
          from provider p
         cross join lateral (select p.host union all select h ->> 'host' from jsonb_array_elements(p.more_hosts) h
                             union all select unnest(p.source_addresses)) as one (address)
         where p.is_active
           and case when pg_input_is_valid(one.address, 'inet') then one.address::inet && ${network}::cidr else false end`,
  );
  return found.map(({ address }) => address);
}
