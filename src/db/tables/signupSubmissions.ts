import type { CustomerDetails } from '../../core/accounts/details.ts';
import type { SignupState } from '../../core/accounts/signup.ts';
import type { SignupCounts } from '../../core/accounts/signupGuard.ts';
import type { Id } from '../../core/base/id.ts';
import type { Instant } from '../../core/base/time.ts';
import { row, rows, type Sql, sql, type Tx } from '../sql.ts';

export type NewSubmission = {
  readonly formId: Id;
  readonly state: SignupState;
  readonly sent: Readonly<Record<string, string>>;
  readonly details: CustomerDetails;
  readonly message: string;
  readonly address: string;
  readonly addressGroup: string;
  readonly userAgent: string;
  readonly site: string;
  readonly nonce: string | null;
  readonly contentHash: string;
  readonly receivedAt: string;
  readonly confirmTokenHash: string | null;
  readonly confirmUntil: string | null;
};

export async function insertSubmission(tx: Tx, one: NewSubmission): Promise<Id> {
  const searchText = [...Object.values(one.details), one.message, one.address].filter(Boolean).join(' ').toLowerCase();
  const found = await row<{ id: Id }>(
    tx,
    sql`insert into signup_submission (form_id, state, sent, details, message, email, search_text, address, address_group, user_agent,
                                       site, nonce, content_hash, received_at, confirm_token_hash, confirm_until)
        values (${one.formId}, ${one.state}, ${JSON.stringify(one.sent)}, ${JSON.stringify(one.details)}, ${one.message},
                ${one.details.email.toLowerCase()}, ${searchText}, ${one.address}, ${one.addressGroup}, ${one.userAgent},
                ${one.site}, ${one.nonce}, ${one.contentHash}, ${one.receivedAt}, ${one.confirmTokenHash}, ${one.confirmUntil})
     returning id`,
  );
  if (!found) throw new Error('the signup was not stored');
  return found.id;
}

/** Signups of one form, and from one address, come one after the other: a thousand at once count as a thousand. */
export async function lockSignups(tx: Tx, formId: Id, addressGroup: string): Promise<void> {
  await rows(tx, sql`select pg_advisory_xact_lock(hashtextextended(${`signup address ${addressGroup}`}, 7713))`);
  await rows(tx, sql`select pg_advisory_xact_lock(hashtextextended(${`signup form ${formId}`}, 7713))`);
}

/** What came lately: from this address on any form, and on this form. */
export async function countSignups(
  tx: Tx,
  formId: Id,
  addressGroup: string,
  since: { readonly hour: string; readonly day: string },
): Promise<SignupCounts> {
  const found = await row<SignupCounts>(
    tx,
    sql`select (select count(*) from signup_submission where address_group = ${addressGroup} and received_at > ${since.hour})::int
                 as "ofAddressHour",
               (select count(*) from signup_submission where form_id = ${formId} and received_at > ${since.hour})::int as "ofFormHour",
               (select count(*) from signup_submission where form_id = ${formId} and received_at > ${since.day})::int as "ofFormDay"`,
  );
  return found ?? { ofAddressHour: 0, ofFormHour: 0, ofFormDay: 0 };
}

/** How often this e-mail came since then, on any form. */
export async function countSignupsOfEmail(tx: Tx, email: string, since: string): Promise<number> {
  const found = await row<{ count: number }>(
    tx,
    sql`select count(*)::int as count from signup_submission where email = ${email.toLowerCase()} and received_at > ${since}`,
  );
  return found?.count ?? 0;
}

type Earlier = { readonly id: Id; readonly contentHash: string };

/** The signup that this filling of a form was, when it was sent before. */
export async function findByNonce(tx: Tx, nonce: string): Promise<Earlier | undefined> {
  return row(tx, sql`select id, content_hash as "contentHash" from signup_submission where nonce = ${nonce}`);
}

/** A signup with the same content from the same place since then. */
export async function findByContent(tx: Tx, formId: Id, contentHash: string, since: string): Promise<Earlier | undefined> {
  return row(
    tx,
    sql`select id, content_hash as "contentHash"
          from signup_submission
         where form_id = ${formId}
           and content_hash = ${contentHash}
           and received_at > ${since}
         limit 1`,
  );
}

export type LockedSubmission = {
  readonly id: Id;
  readonly formId: Id;
  readonly state: SignupState;
  readonly details: CustomerDetails;
  readonly message: string;
  readonly confirmUntil: Instant | null;
};

export async function lockSubmission(tx: Tx, id: Id): Promise<LockedSubmission | undefined> {
  return lockWhere(tx, sql`id = ${id}`);
}

export async function lockByConfirmToken(tx: Tx, tokenHash: string): Promise<LockedSubmission | undefined> {
  return lockWhere(tx, sql`confirm_token_hash = ${tokenHash}`);
}

async function lockWhere(tx: Tx, condition: Sql): Promise<LockedSubmission | undefined> {
  return row(
    tx,
    sql`select id, form_id as "formId", state, details, message, confirm_until as "confirmUntil"
          from signup_submission
         where ${condition}
           for update`,
  );
}

export async function saveConfirmed(tx: Tx, id: Id, at: string): Promise<void> {
  await rows(tx, sql`update signup_submission set state = 'waiting', confirmed_at = ${at} where id = ${id}`);
}

export async function saveApproved(tx: Tx, id: Id, accountId: Id, by: string, at: string): Promise<void> {
  await rows(
    tx,
    sql`update signup_submission
           set state = 'approved', account_id = ${accountId}, decided_by = ${by}, decided_at = ${at}
         where id = ${id}`,
  );
}

export async function saveRejected(tx: Tx, id: Id, reason: string, by: string, at: string): Promise<void> {
  await rows(
    tx,
    sql`update signup_submission
           set state = 'rejected', reason = ${reason}, decided_by = ${by}, decided_at = ${at}
         where id = ${id}`,
  );
}

/** Those whose link has run out; answers which. */
export async function expireUnconfirmed(tx: Tx, now: string): Promise<readonly Id[]> {
  const found = await rows<{ id: Id }>(
    tx,
    sql`update signup_submission set state = 'expired' where state = 'received' and confirm_until <= ${now} returning id`,
  );
  return found.map((one) => one.id);
}
