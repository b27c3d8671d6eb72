import { row, rows, sql, type Tx } from '../sql.ts';

/** A gateway as it is stored: what may be seen, and the rest sealed. */
export type StoredGateway = {
  readonly code: string;
  readonly isActive: boolean;
  readonly shown: Readonly<Record<string, string>>;
  readonly secretsSealed: Uint8Array | null;
  readonly version: number;
};

const columns = sql`code, is_active as "isActive", shown, secrets_sealed as "secretsSealed", version`;

export async function lockGateway(tx: Tx, code: string): Promise<StoredGateway | undefined> {
  return row<StoredGateway>(tx, sql`select ${columns} from gateway_setting where code = ${code} for update`);
}

export async function findGateway(tx: Tx, code: string): Promise<StoredGateway | undefined> {
  return row<StoredGateway>(tx, sql`select ${columns} from gateway_setting where code = ${code}`);
}

/** The one gateway that is charged through; undefined while none is. */
export async function findActiveGateway(tx: Tx): Promise<StoredGateway | undefined> {
  return row<StoredGateway>(tx, sql`select ${columns} from gateway_setting where is_active`);
}

/** Stores a gateway's values; when it becomes active, the others stop. */
export async function saveGateway(
  tx: Tx,
  one: Omit<StoredGateway, 'version'> & { readonly filled: readonly string[] },
): Promise<void> {
  if (one.isActive) await rows(tx, sql`update gateway_setting set is_active = false where is_active and code <> ${one.code}`);
  await rows(
    tx,
    sql`insert into gateway_setting (code, is_active, shown, filled, secrets_sealed)
        values (${one.code}, ${one.isActive}, ${JSON.stringify(one.shown)}, ${one.filled}, ${one.secretsSealed})
   on conflict (code) do update
           set is_active = excluded.is_active, shown = excluded.shown, filled = excluded.filled,
               secrets_sealed = excluded.secrets_sealed`,
  );
}
