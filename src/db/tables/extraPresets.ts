import type { Id } from '../../core/base/id.ts';
import { type Amount, formatAmount, parseAmount } from '../../core/base/money.ts';
import type { ExtraPreset, PresetExtra } from '../../core/extras/preset.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

type StoredExtra = Omit<PresetExtra, 'cost'> & { readonly cost: string };
type PresetRow = { id: Id; name: string; extras: readonly StoredExtra[] };

export async function lockExtraPreset(tx: Tx, id: Id): Promise<(ExtraPreset & { readonly id: Id }) | undefined> {
  const found = await row<PresetRow>(tx, sql`select id, name, extras from extra_preset where id = ${id} for update`);
  return found && fromRow(found);
}

/** The preset that new accounts start with; undefined when Settings name none. */
export async function findDefaultPreset(tx: Tx): Promise<ExtraPreset | undefined> {
  const found = await row<PresetRow>(
    tx,
    sql`select p.id, p.name, p.extras from extra_preset p join setting s on s.default_extra_preset_id = p.id`,
  );
  return found && fromRow(found);
}

export async function isExtraPreset(tx: Tx, id: Id): Promise<boolean> {
  return (await row(tx, sql`select id from extra_preset where id = ${id}`)) !== undefined;
}

/** Undefined when the name is taken. */
export async function insertExtraPreset(tx: Tx, preset: ExtraPreset, at: string): Promise<Id | undefined> {
  const found = await row<{ id: Id }>(
    tx,
    sql`insert into extra_preset (name, extras, created_at)
        values (${preset.name}, ${toJson(preset.extras)}, ${at})
            on conflict (name) do nothing
     returning id`,
  );
  return found?.id;
}

/** False when the name is taken by another preset. */
export async function updateExtraPreset(tx: Tx, id: Id, preset: ExtraPreset): Promise<boolean> {
  const found = await row(
    tx,
    sql`update extra_preset
           set name = ${preset.name}, extras = ${toJson(preset.extras)}
         where id = ${id}
           and not exists (select from extra_preset other where other.name = ${preset.name} and other.id <> ${id})
     returning id`,
  );
  return found !== undefined;
}

export async function deleteExtraPreset(tx: Tx, id: Id): Promise<void> {
  await rows(tx, sql`delete from extra_preset where id = ${id}`);
}

function fromRow({ extras, ...rest }: PresetRow): ExtraPreset & { readonly id: Id } {
  return { ...rest, extras: extras.map((one) => ({ ...one, cost: toAmount(one.cost) })) };
}

function toAmount(text: string): Amount {
  const parsed = parseAmount(text);
  if (!parsed.ok) throw new TypeError(parsed.problem);
  return parsed.value;
}

function toJson(extras: readonly PresetExtra[]): string {
  const stored = extras.map(
    ({ description, cost, chargePeriod, doesProrate, isTaxable }): StoredExtra => ({
      ...{ description, cost: formatAmount(cost), chargePeriod, doesProrate, isTaxable },
    }),
  );
  return JSON.stringify(stored);
}
