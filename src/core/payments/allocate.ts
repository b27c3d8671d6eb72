import type { Id } from '../base/id.ts';
import { type Amount, formatAmount, minAmount, zeroAmount } from '../base/money.ts';
import type { FieldFault } from '../base/refusal.ts';

/** An invoice of which something is still owed. `open` above zero. */
export type OpenInvoice = { readonly invoiceId: Id; readonly number: string; readonly open: Amount };
/** A part of a payment (or of a credit note) that pays an invoice. */
export type Allocation = { readonly invoiceId: Id; readonly amount: Amount };

/** Spreads money over invoices in their order, which is oldest due first. What is left over is credit. */
export function oldestFirst(money: Amount, invoices: readonly OpenInvoice[]): readonly Allocation[] {
  let left = money;
  const allocations: Allocation[] = [];
  for (const { invoiceId, open } of invoices) {
    const amount = minAmount(left, open);
    if (amount <= 0n) continue;
    allocations.push({ invoiceId, amount });
    left = (left - amount) as Amount;
  }
  return allocations;
}

/** What is wrong with a chosen allocation, at its fields; empty when it can be booked. */
export function allocationFaults(
  wished: readonly Allocation[],
  unused: Amount,
  invoices: readonly OpenInvoice[],
): readonly FieldFault[] {
  const faults: FieldFault[] = [];
  const seen = new Set<Id>();
  wished.forEach(({ invoiceId, amount }, index) => {
    const field = `allocations.${index}.amount`;
    const invoice = invoices.find((one) => one.invoiceId === invoiceId);
    if (seen.has(invoiceId)) faults.push({ field, message: 'This invoice stands here twice.' });
    else if (!invoice) faults.push({ field, message: 'Nothing is owed on this invoice.' });
    else if (amount > invoice.open)
      faults.push({
        field,
        message: `Only ${formatAmount(invoice.open)} is owed on invoice ${invoice.number}.`,
        suggestion: formatAmount(invoice.open),
      });
    seen.add(invoiceId);
  });
  const sum = wished.reduce((total, one) => total + one.amount, zeroAmount as bigint);
  if (faults.length === 0 && sum > unused)
    faults.push({ field: 'allocations', message: `Only ${formatAmount(unused)} of this payment is left to allocate.` });
  return faults;
}
