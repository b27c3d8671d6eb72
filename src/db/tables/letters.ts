import type { Id } from '../../core/base/id.ts';
import type { LetterState } from '../../core/mail/letter.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

/** An e-mail to be sent. The same `key` is sent once, however often it is queued. */
export type NewLetter = {
  readonly key: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly accountId?: Id;
};
export type SealedLetter = Pick<NewLetter, 'key' | 'to' | 'subject' | 'accountId'> & { readonly sealed: Uint8Array };

/** Queues a letter inside the caller's transaction: it goes out only if that commits. */
export async function queueLetter(tx: Tx, letter: NewLetter): Promise<void> {
  await rows(
    tx,
    sql`insert into letter (key, to_address, subject, body_text, body_html, account_id)
        values (${letter.key}, ${letter.to}, ${letter.subject}, ${letter.text}, ${letter.html ?? null}, ${letter.accountId ?? null})
        on conflict (key) do nothing`,
  );
}

/** Queues a letter whose bodies nobody reads in the database; actions/mail/queueSecretLetter.ts seals them. */
export async function queueSealedLetter(tx: Tx, letter: SealedLetter): Promise<void> {
  await rows(
    tx,
    sql`insert into letter (key, to_address, subject, body_text, holds_secret, body_sealed, account_id)
        values (${letter.key}, ${letter.to}, ${letter.subject}, '', true, ${letter.sealed}, ${letter.accountId ?? null})
        on conflict (key) do nothing`,
  );
}

export type ClaimedLetter = {
  readonly id: Id;
  readonly key: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly sealed: Uint8Array | null;
  /** The invoice that is attached. */
  readonly invoiceId: Id | null;
  readonly attachesXml: boolean;
  /** With this one. */
  readonly tries: number;
};

/**
 * Takes letters that are due, counts the try and puts them off until `leaseUntil`: whoever dies while sending leaves them to be
 * taken again then. Another sender passes over those that are being taken.
 */
export async function claimLetters(tx: Tx, now: string, leaseUntil: string, limit: number): Promise<readonly ClaimedLetter[]> {
  return rows<ClaimedLetter>(
    tx,
    sql`update letter
           set tries = tries + 1, next_try_at = ${leaseUntil}
         where id in (select id
                        from letter
                       where state = 'waiting'
                         -- A letter of this very millisecond is due by the database's clock, which also dated it.
                         and next_try_at <= greatest(${now}::timestamptz, clock_timestamp())
                       order by next_try_at, id
                       limit ${limit}
                         for update skip locked)
     returning id, key, to_address as "to", subject, body_text as text, body_html as html, body_sealed as sealed,
               invoice_id as "invoiceId", attaches_xml as "attachesXml", tries`,
  );
}

export async function saveLetterSent(tx: Tx, id: Id, at: string): Promise<void> {
  await rows(
    tx,
    sql`update letter
           set state = 'sent', sent_at = ${at}, last_problem = '', body_sealed = null
         where id = ${id}
           and state = 'waiting'`,
  );
}

/** Notes what went wrong; without a next try the letter is given up, and a secret in it is forgotten. */
export async function saveLetterProblem(tx: Tx, id: Id, problem: string, nextTryAt: string | undefined): Promise<void> {
  const isGivenUp = nextTryAt === undefined;
  await rows(
    tx,
    sql`update letter
           set last_problem = ${problem}, state = ${isGivenUp ? 'failed' : 'waiting'},
               next_try_at = coalesce(${nextTryAt ?? null}::timestamptz, next_try_at),
               body_sealed = case when ${isGivenUp} then null else body_sealed end
         where id = ${id}
           and state = 'waiting'`,
  );
}

export async function lockLetter(
  tx: Tx,
  id: Id,
): Promise<{ readonly id: Id; readonly state: LetterState; readonly holdsSecret: boolean } | undefined> {
  return row(tx, sql`select id, state, holds_secret as "holdsSecret" from letter where id = ${id} for update`);
}

/** A letter that was given up gets all its tries again. */
export async function reviveLetter(tx: Tx, id: Id, at: string): Promise<void> {
  await rows(tx, sql`update letter set state = 'waiting', tries = 0, next_try_at = ${at} where id = ${id}`);
}

/** Whatever waits is due now: the mail settings were changed. */
export async function hurryLetters(tx: Tx, at: string): Promise<void> {
  await rows(tx, sql`update letter set next_try_at = ${at} where state = 'waiting' and next_try_at > ${at}`);
}
