import type { Id } from '../../core/base/id.ts';
import { formatInstant } from '../../core/base/time.ts';
import { type BankLine, bankMatcher } from '../../core/payments/bankLine.ts';
import {
  type bankFormats,
  findKnownReferences,
  insertBankLine,
  insertStatement,
  listPayableInvoices,
} from '../../db/tables/bankLines.ts';
import { action, done, nameOf } from '../action.ts';

export type ImportStatement = {
  readonly fileName: string;
  readonly format: (typeof bankFormats)[number];
  readonly lines: readonly BankLine[];
  /** Lines of the file that are no money received. */
  readonly skipped: number;
};
export type ImportedStatement = {
  readonly statementId: Id;
  readonly added: number;
  readonly known: number;
  readonly skipped: number;
};

/** Takes the new lines of a bank statement and suggests what each pays. Books nothing; a line that was seen before is passed over. */
export const importStatement = action<ImportStatement, ImportedStatement>(
  'bank.import',
  'payment.record',
  async (work, input) => {
    const { fileName, format, lines, skipped } = input;
    const known = await findKnownReferences(
      work.tx,
      lines.map((one) => one.bankReference),
    );
    const fresh = new Map(lines.filter((one) => !known.has(one.bankReference)).map((one) => [one.bankReference, one]));
    const added = fresh.size;
    const counts = { lineCount: added, knownCount: lines.length - added, skippedCount: skipped };
    const stamp = { createdAt: formatInstant(work.now), createdBy: nameOf(work.doer) };
    const statementId = await insertStatement(work.tx, { fileName, format, ...counts, ...stamp });
    const match = bankMatcher(added > 0 ? await listPayableInvoices(work.tx) : []);
    for (const line of fresh.values()) await insertBankLine(work.tx, statementId, line, match(line));
    const answer = { statementId, added, known: lines.length - added, skipped };
    return done(answer, { detail: { fileName, format, added, known: answer.known, skipped } });
  },
);
