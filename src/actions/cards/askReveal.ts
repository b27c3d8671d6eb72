import { holdsCardNumber, maskCard } from '../../core/accounts/paymentCard.ts';
import type { Id } from '../../core/base/id.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { addSeconds, formatInstant } from '../../core/base/time.ts';
import { countCardReveals, insertCardReveal } from '../../db/tables/cardReveals.ts';
import { lockCard } from '../../db/tables/paymentCards.ts';
import { deleteSignInFailures, insertSignInFailure } from '../../db/tables/signInFailures.ts';
import { lockStaff } from '../../db/tables/staff.ts';
import { action, done } from '../action.ts';
import { attemptOf, refuseWhileThrottled } from '../staff/throttle.ts';

export type AskReveal = {
  readonly accountId: Id;
  readonly cardId: Id;
  readonly password: string;
  readonly reason: string;
  /** Where the request came from: wrong passwords are counted by it. */
  readonly address: string;
};

/** How many cards one person may look at within an hour: enough for a day at the desk, too few to copy a database. */
export const revealsMax = 10;

/**
 * The first half of showing a card: who, which, why, with the password once more. Nothing is opened here; this is committed,
 * with its audit row, before `openCard` may. A wrong password is an answer and no exception, so that it is committed, too:
 * it counts like a failed sign-in. People only: a machine has no password to type.
 */
export const askReveal = action<AskReveal, Id | 'wrong_password'>('card.reveal', 'card.reveal', async (work, input) => {
  const { tx, doer, now } = work;
  const { accountId, cardId, reason } = input;
  if (doer.kind !== 'staff')
    throw new Refusal('not_permitted', { message: 'Card numbers are shown to people who sign in, never to API keys.' });
  // Locked: a hundred requests of one person at once are counted one by one.
  const staff = await lockStaff(tx, doer.id);
  const card = await lockCard(tx, accountId, cardId);
  if (!staff || !card) throw new Refusal('not_found');
  if (holdsCardNumber(reason))
    throw fieldRefusal('invalid_input', 'reason', 'Do not write card numbers here: the reason is kept.');
  if ((await countCardReveals(tx, staff.id, formatInstant(addSeconds(now, -3600)))) >= revealsMax)
    throw new Refusal('too_many_attempts', {
      message: `You have looked at ${revealsMax} cards within an hour. Try again later.`,
    });
  const attempt = attemptOf(staff.userName, input.address);
  await refuseWhileThrottled(work, attempt);

  const detail = { card: maskCard(card), reason };
  if (!(await work.safe.isPassword(input.password, staff.passwordHash))) {
    await insertSignInFailure(tx, attempt, formatInstant(now));
    return done('wrong_password', { accountId, detail: { ...detail, refused: 'wrong password' } });
  }
  await deleteSignInFailures(tx, attempt.userName, attempt.network);
  const asked = { cardId, accountId, staffId: staff.id, reason, askedAt: formatInstant(now) };
  return done(await insertCardReveal(tx, asked), { accountId, detail });
});
