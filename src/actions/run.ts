import pg, { type Pool } from 'pg';
import { may } from '../core/access/permission.ts';
import type { CardKeys } from '../core/base/cardKeys.ts';
import { Refusal } from '../core/base/refusal.ts';
import type { Safe } from '../core/base/safe.ts';
import type { Instant } from '../core/base/time.ts';
import { insertAudit } from '../db/tables/audit.ts';
import { transaction } from '../db/transaction.ts';
import type { Action, Doer } from './action.ts';

/** What every action of this process needs; made once by main.ts. */
export type ActionContext = {
  readonly pool: Pool;
  readonly clock: () => Instant;
  readonly safe: Safe;
  /** Left out in processes that have no business with stored cards. */
  readonly cardKeys?: () => CardKeys;
};

/** Deadlock and serialization failure: the database undid this transaction so that another could go on. */
const retryable = ['40001', '40P01'];
const attemptsMax = 4;

/**
 * Does an action: permission, one transaction, the audit row in the same transaction, again when the database asks for it.
 * Throws a Refusal for an expected "no"; then nothing has changed.
 */
export async function run<Input, Answer>(
  context: ActionContext,
  doer: Doer,
  action: Action<Input, Answer>,
  input: Input,
): Promise<Answer> {
  permit(doer, action);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(context, doer, action, input);
    } catch (error) {
      const isRetryable = error instanceof pg.DatabaseError && retryable.includes(error.code ?? '');
      if (!isRetryable || attempt === attemptsMax) throw error;
    }
  }
}

function permit(doer: Doer, action: Action<never, unknown>): void {
  if (action.permission === 'anyone') return;
  if (doer.kind === 'visitor') throw new Refusal('not_signed_in');
  if (doer.kind === 'portal_user' || action.permission === 'portal_change') {
    // Customers do what is made for the portal and nothing else, and nobody does it for them.
    const isOwn = doer.kind === 'portal_user' && !doer.isVisit && action.permission === 'portal_change';
    if (!isOwn) throw new Refusal('not_permitted');
    return;
  }
  if (action.permission !== 'signed_in' && !may(doer.level, action.permission)) throw new Refusal('not_permitted');
}

function once<Input, Answer>(context: ActionContext, doer: Doer, action: Action<Input, Answer>, input: Input): Promise<Answer> {
  return transaction(context.pool, async (tx) => {
    const now = context.clock();
    const { safe, cardKeys = noCardKeys } = context;
    const { answer, audit } = await action.perform({ tx, doer, now, safe, cardKeys }, input);
    if (audit) await insertAudit(tx, { at: now, doer, action: action.name, ...audit });
    return answer;
  });
}

function noCardKeys(): never {
  throw new Refusal('card_key_missing');
}
