import { row, rows, sql, type Tx } from '../sql.ts';

/** Which card key wraps new data keys, and the fingerprint key under it. */
export type CardVault = { readonly keyId: string; readonly fingerprintKeyWrapped: Uint8Array };

const columns = sql`key_id as "keyId", fingerprint_key_wrapped as "fingerprintKeyWrapped"`;

/** `seal`: it stays as it is until this transaction ends. `turn`: waits for all who seal. Undefined before the first card. */
export async function lockCardVault(tx: Tx, mode: 'seal' | 'turn'): Promise<CardVault | undefined> {
  return row<CardVault>(tx, sql`select ${columns} from card_vault ${mode === 'seal' ? sql`for share` : sql`for update`}`);
}

/** Of two first cards at once, one sets the vault up. */
export async function insertCardVault(tx: Tx, vault: CardVault): Promise<void> {
  await rows(
    tx,
    sql`insert into card_vault (key_id, fingerprint_key_wrapped) values (${vault.keyId}, ${vault.fingerprintKeyWrapped})
        on conflict (only_row) do nothing`,
  );
}

export async function updateCardVault(tx: Tx, vault: CardVault): Promise<void> {
  await rows(tx, sql`update card_vault set key_id = ${vault.keyId}, fingerprint_key_wrapped = ${vault.fingerprintKeyWrapped}`);
}

/** The card keys that something is sealed under, and how many cards. Counting from nothing: the vault's own key is always there. */
export async function listCardKeysInUse(tx: Tx): Promise<readonly { readonly keyId: string; readonly cards: number }[]> {
  return rows(
    tx,
    sql`select k.key_id as "keyId", count(c.id)::int as cards
          from (select key_id from card_vault union select key_id from payment_card) k
     left join payment_card c on c.key_id = k.key_id
         group by k.key_id
         order by k.key_id`,
  );
}
