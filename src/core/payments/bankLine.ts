import type { Id } from '../base/id.ts';
import type { Amount } from '../base/money.ts';
import type { LocalDate } from '../base/time.ts';

/** Money that came in, as a line of a bank statement says. */
export type BankLine = {
  /** The bank's own, unique for ever: the same line imported twice is one. */
  readonly bankReference: string;
  readonly bookedOn: LocalDate;
  /** Above zero. */
  readonly amount: Amount;
  readonly currency: string;
  readonly payer: string;
  /** What the payer wrote. */
  readonly text: string;
};

/** An invoice that a line may pay, with what customers write to name it. */
export type PayableInvoice = {
  readonly invoiceId: Id;
  readonly accountId: Id;
  readonly number: string;
  readonly accountNumber: string;
  readonly customerNumber: string;
  readonly open: Amount;
  readonly currency: string;
};

/** How sure a match is: number and amount agree, one of them names the customer, or only the amount fits one invoice. */
export const matchGrades = ['sure', 'likely', 'guess', 'none'] as const;
export type MatchGrade = (typeof matchGrades)[number];
export type BankMatch = {
  readonly grade: MatchGrade;
  readonly accountId?: Id;
  readonly invoiceIds: readonly Id[];
};

/** Looks lines up among invoices that are open, oldest due first. Built once for a statement. */
export function bankMatcher(invoices: readonly PayableInvoice[]): (line: BankLine) => BankMatch {
  const byNumber = groupBy(invoices, (one) => plain(one.number));
  const byCustomer = new Map([
    ...groupBy(invoices, (one) => one.customerNumber),
    ...groupBy(invoices, (one) => one.accountNumber),
  ]);
  const byAmount = groupBy(invoices, (one) => `${one.currency} ${one.open}`);
  return (line) => {
    const words = wordsOf(`${line.text} ${line.payer}`);
    const named = words.flatMap((word) => byNumber.get(word) ?? []).filter((one) => one.currency === line.currency);
    const accounts = new Set(named.map((one) => one.accountId));
    if (named.length > 0 && accounts.size === 1) {
      const unique = [...new Map(named.map((one) => [one.invoiceId, one])).values()];
      const sum = unique.reduce((total, one) => total + one.open, 0n);
      return matchOf(sum === line.amount ? 'sure' : 'likely', unique);
    }
    const ofCustomer = words.flatMap((word) => byCustomer.get(word) ?? []).filter((one) => one.currency === line.currency);
    const [first] = ofCustomer;
    if (accounts.size === 0 && first && ofCustomer.every((one) => one.accountId === first.accountId)) {
      const exact = ofCustomer.find((one) => one.open === line.amount);
      return exact ? matchOf('sure', [exact]) : { grade: 'likely', accountId: first.accountId, invoiceIds: [] };
    }
    const sameAmount = byAmount.get(`${line.currency} ${line.amount}`) ?? [];
    return accounts.size === 0 && sameAmount.length === 1 ? matchOf('guess', sameAmount) : { grade: 'none', invoiceIds: [] };
  };
}

const matchOf = (grade: MatchGrade, invoices: readonly PayableInvoice[]): BankMatch => ({
  grade,
  ...(invoices[0] && { accountId: invoices[0].accountId }),
  invoiceIds: invoices.map((one) => one.invoiceId),
});

const plain = (text: string): string => text.toUpperCase().replace(/[^0-9A-Z]/g, '');

/** Up to four neighbours written together: "INV 2026 0042" and "INV-2026-0042" are the same number. */
function wordsOf(text: string): readonly string[] {
  const parts = text
    .toUpperCase()
    .split(/[^0-9A-Z]+/)
    .filter((part) => part !== '');
  return parts.flatMap((_, start) => [1, 2, 3, 4].map((count) => parts.slice(start, start + count).join('')));
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
