import type { Id } from '../../core/base/id.ts';
import { rows, sql, type Tx } from '../sql.ts';

/** An e-mail to be sent. The same `key` is sent once, however often it is queued. */
export type NewLetter = {
  readonly key: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly accountId?: Id;
};

/** Queues a letter inside the caller's transaction: it goes out only if that commits. */
export async function queueLetter(tx: Tx, letter: NewLetter): Promise<void> {
  await rows(
    tx,
    sql`insert into letter (key, to_address, subject, body_text, body_html, account_id)
        values (${letter.key}, ${letter.to}, ${letter.subject}, ${letter.text}, ${letter.html ?? null}, ${letter.accountId ?? null})
        on conflict (key) do nothing`,
  );
}
