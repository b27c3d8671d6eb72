import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import type { LetterState } from '../../core/mail/letter.ts';
import { join, rows, type Sql, sql, type Tx } from '../sql.ts';
import { cursorOf, idPattern, keysOf, type PageRequest, pageOf } from './page.ts';

type LetterRow = {
  id: string;
  to: string;
  subject: string;
  state: LetterState;
  tries: number;
  nextTryAt: Instant;
  problem: string;
  holdsSecret: boolean;
  accountId: string | null;
  createdAt: Instant;
  sentAt: Instant | null;
};

/** Letters, newest first; never what they say. */
export async function listLetters(tx: Tx, filter: { readonly state?: LetterState | undefined }, page: PageRequest) {
  const [after] = keysOf(page.after, idPattern) ?? [];
  const conditions = [
    sql`true`,
    ...(filter.state === undefined ? [] : [sql`state = ${filter.state}`]),
    ...(after === undefined ? [] : [sql`l.id < ${after}`]),
  ];
  const found = await lettersWhere(tx, join(conditions, ' and '), page.limit + 1);
  return pageOf(found, page.limit, toItem, (one) => cursorOf(one.id));
}

export async function findLetter(tx: Tx, id: Id) {
  const found = (await lettersWhere(tx, sql`l.id = ${id}`, 1))[0];
  return found && toItem(found);
}

function lettersWhere(tx: Tx, condition: Sql, limit: number): Promise<readonly LetterRow[]> {
  return rows<LetterRow>(
    tx,
    sql`select l.id::text as id, to_address as "to", subject, state, tries, next_try_at as "nextTryAt", last_problem as problem,
               holds_secret as "holdsSecret", account_id::text as "accountId", created_at as "createdAt", sent_at as "sentAt"
          from letter l
         where ${condition}
         order by l.id desc
         limit ${limit}`,
  );
}

function toItem({ nextTryAt, accountId, createdAt, sentAt, ...shown }: LetterRow) {
  return {
    ...shown,
    ...(shown.state === 'waiting' && { nextTryAt: formatInstant(nextTryAt) }),
    ...(accountId !== null && { accountId }),
    createdAt: formatInstant(createdAt),
    ...(sentAt !== null && { sentAt: formatInstant(sentAt) }),
  };
}
