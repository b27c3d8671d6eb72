import type { Id } from '../../core/base/id.ts';
import { rows, sql, type Tx } from '../sql.ts';

export type SignupEventRow = {
  readonly submissionId: Id;
  readonly at: string;
  readonly event: 'received' | 'confirmed' | 'expired' | 'approved' | 'rejected' | 'letter_withheld';
  readonly actorName: string;
  readonly detail: string;
};

/** Appends to the history of a signup. */
export async function insertSignupEvent(tx: Tx, one: SignupEventRow): Promise<void> {
  await rows(
    tx,
    sql`insert into signup_event (submission_id, at, event, actor_name, detail)
        values (${one.submissionId}, ${one.at}, ${one.event}, ${one.actorName}, ${one.detail})`,
  );
}
