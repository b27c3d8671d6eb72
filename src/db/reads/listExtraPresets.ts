import type { Id } from '../../core/base/id.ts';
import type { ChargePeriod } from '../../core/extras/chargePeriod.ts';
import { rows, type Sql, sql, type Tx } from '../sql.ts';

type PresetRow = {
  id: string;
  name: string;
  extras: { description: string; cost: string; chargePeriod: ChargePeriod; doesProrate: boolean; isTaxable: boolean }[];
  isDefault: boolean;
};

/** The saved sets of extras by name. */
export async function listExtraPresets(tx: Tx) {
  return presetsWhere(tx, sql`true`);
}

export async function findExtraPreset(tx: Tx, id: Id) {
  return (await presetsWhere(tx, sql`p.id = ${id}`))[0];
}

async function presetsWhere(tx: Tx, condition: Sql) {
  const found = await rows<PresetRow>(
    tx,
    sql`select p.id::text as id, p.name, p.extras, exists (select from setting s where s.default_extra_preset_id = p.id) as "isDefault"
          from extra_preset p
         where ${condition}
         order by lower(p.name), p.id
         limit 500`,
  );
  return [...found];
}
