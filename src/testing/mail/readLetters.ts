import type { ActionContext } from '../../actions/run.ts';
import { letterBinding } from '../../core/mail/mailSettings.ts';
import { withConnection } from '../../db/connection.ts';
import { rows, type Sql, sql } from '../../db/sql.ts';

export type ReadLetter = { readonly key: string; readonly to: string; readonly subject: string; readonly body: string };

/** For tests: letters in the order of their writing, opened with the panel's own safe where they are sealed. */
export async function readLetters({ pool, safe }: ActionContext, condition: Sql): Promise<readonly ReadLetter[]> {
  const found = await withConnection(pool, (tx) =>
    rows<ReadLetter & { readonly sealed: Uint8Array | null }>(
      tx,
      sql`select key, to_address as "to", subject, body_text as body, body_sealed as sealed from letter where ${condition} order by id`,
    ),
  );
  return found.map(({ sealed, ...letter }) => ({
    ...letter,
    body: sealed === null ? letter.body : (JSON.parse(safe.open(sealed, letterBinding(letter.key))) as { text: string }).text,
  }));
}
