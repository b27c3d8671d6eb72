import { addDays } from '../base/calendar.ts';
import type { TransferKind } from '../ledger/ledger.ts';
import type { ExactLine } from './addUp.ts';
import type { InvoiceSection } from './invoiceDocument.ts';

/** What stands on ledger `unbilled` of an account, gathered for an invoice. `exact` in 10^-8, positive = the customer owes. */
export type Charge =
  | {
      /** Calls of one phone to one destination, added up. */
      readonly kind: 'call';
      readonly destination: string;
      /** The network number that called. */
      readonly number: string;
      readonly calls: number;
      readonly seconds: number;
      readonly exact: bigint;
    }
  | {
      readonly kind: 'extra';
      readonly description: string;
      readonly isOneTime: boolean;
      readonly isTaxable: boolean;
      /** The days `from` to the day before `to`; the same day twice when it is for no time. */
      readonly from: string;
      readonly to: string;
      readonly exact: bigint;
    }
  | { readonly kind: Exclude<TransferKind, 'call' | 'extra'>; readonly description: string; readonly exact: bigint };

/** The lines of an invoice: calls by destination, corrections of calls as one, everything else one by one. In a fixed order. */
export function linesOf(charges: readonly Charge[]): readonly ExactLine[] {
  return [...callLines(charges), ...correctionLines(charges), ...extraLines(charges), ...otherLines(charges)];
}

function callLines(charges: readonly Charge[]): readonly ExactLine[] {
  const lines = new Map<string, ExactLine & { readonly calls: number; readonly seconds: number }>();
  for (const charge of charges) {
    if (charge.kind !== 'call') continue;
    const known = lines.get(charge.destination);
    lines.set(charge.destination, {
      section: 'calls',
      description: charge.destination,
      taxClass: 'calls',
      exact: (known?.exact ?? 0n) + charge.exact,
      calls: (known?.calls ?? 0) + charge.calls,
      seconds: (known?.seconds ?? 0) + charge.seconds,
    });
  }
  // By the code of the signs, not by a language: the same invoice on every machine.
  return [...lines.values()].sort((a, b) => (a.description < b.description ? -1 : 1));
}

const corrections: readonly Charge['kind'][] = ['call_correction', 'call_rerate'];

function correctionLines(charges: readonly Charge[]): readonly ExactLine[] {
  const found = charges.filter((charge) => corrections.includes(charge.kind));
  if (found.length === 0) return [];
  const exact = found.reduce((sum, charge) => sum + charge.exact, 0n);
  return [{ section: 'corrections', description: 'Calls priced again', taxClass: 'calls', exact, calls: found.length }];
}

function extraLines(charges: readonly Charge[]): readonly ExactLine[] {
  const line = (section: InvoiceSection, isOneTime: boolean) =>
    charges.flatMap((charge): readonly ExactLine[] => {
      if (charge.kind !== 'extra' || charge.isOneTime !== isOneTime) return [];
      const { description, isTaxable, from, to, exact } = charge;
      const taxClass = isTaxable ? 'extras' : 'untaxed';
      return [{ section, description, taxClass, exact, ...(from < to && { period: { from, to: addDays(to, -1) } }) }];
    });
  return [...line('extras', false), ...line('charges', true)];
}

function otherLines(charges: readonly Charge[]): readonly ExactLine[] {
  return charges.flatMap((charge): readonly ExactLine[] => {
    if (charge.kind === 'call' || charge.kind === 'extra' || corrections.includes(charge.kind)) return [];
    return [{ section: 'adjustments', description: charge.description, taxClass: 'untaxed', exact: charge.exact }];
  });
}
