/** A key that wraps the data keys of stored cards. 32 bytes; `id` is derived from them, so a wrong pair cannot be configured. */
export type CardKey = { readonly id: string; readonly bytes: Uint8Array };

/** The card keys that are known, read from outside the database. `newest` is the one that a rotation turns to. */
export type CardKeys = { readonly newest: CardKey; readonly known: ReadonlyMap<string, CardKey> };
