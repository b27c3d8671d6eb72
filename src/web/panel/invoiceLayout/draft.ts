import { Refusal } from '../../../core/base/refusal.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import type { getInvoiceLayout } from '../../../http/contract/invoiceLayout.ts';

export type Layout = AnswerOf<typeof getInvoiceLayout>;
/** What is being typed. */
export type Draft = Pick<Layout, 'source' | 'logo' | 'callsBy'>;

/** Whether the layout itself is wrong, which is said at the editor. */
export const isSourceFault = (error: unknown): error is Refusal =>
  error instanceof Refusal && error.faults.some(({ field }) => field === 'source');
