import { bankMatcher } from '../../core/payments/bankLine.ts';
import { listOpenLines, listPayableInvoices, saveMatch } from '../../db/tables/bankLines.ts';
import { action, done } from '../action.ts';

/** Looks again at what open lines may pay: invoices were issued or paid meanwhile. Answers how many lines were looked at. */
export const matchAgain = action<null, number>('bank.match', 'payment.record', async (work) => {
  const lines = await listOpenLines(work.tx);
  const match = bankMatcher(lines.length > 0 ? await listPayableInvoices(work.tx) : []);
  for (const line of lines) await saveMatch(work.tx, line.id, match(line));
  return done(lines.length, null);
});
