import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { lockBankLine, saveLineIgnored } from '../../db/tables/bankLines.ts';
import { action, done } from '../action.ts';

export type IgnoreBankLine = { readonly lineId: Id; readonly reason: string };

/** This line is no customer's payment (interest, a refund of the tax office). It is not suggested again, also when imported again. */
export const ignoreBankLine = action<IgnoreBankLine, null>('bank.ignore', 'payment.record', async (work, { lineId, reason }) => {
  const line = await lockBankLine(work.tx, lineId);
  if (!line) throw new Refusal('not_found');
  if (line.state === 'booked') throw new Refusal('in_use', { message: 'This line was booked. Undo its payment instead.' });
  await saveLineIgnored(work.tx, lineId, reason);
  return done(null, { detail: { lineId, reference: line.bankReference, reason } });
});
