import { Badge } from '@mantine/core';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import type { listInvoices } from '../../../http/contract/invoices.ts';

export type InvoiceRow = AnswerOf<typeof listInvoices>['items'][number];
type State = InvoiceRow['state'];

export const stateWords: Readonly<Record<State, string>> = {
  open: 'Open',
  overdue: 'Overdue',
  paid: 'Paid',
  credited: 'Credited',
  credit_note: 'Credit note',
};
const colours: Readonly<Record<State, string>> = {
  open: 'blue',
  overdue: 'red',
  paid: 'green',
  credited: 'gray',
  credit_note: 'gray',
};

export const stateChoices = (Object.keys(stateWords) as State[]).map((value) => ({ value, label: stateWords[value] }));

/** What stands of an invoice, in a word and a colour. */
export function InvoiceState({ state }: { readonly state: State }) {
  return <Badge color={colours[state]}>{stateWords[state]}</Badge>;
}
