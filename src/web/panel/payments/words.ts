import { type PaymentMethod, paymentMethods } from '../../../core/payments/payment.ts';

/** The ways in which money comes in, for filters. */
export const methodChoices = (Object.keys(paymentMethods) as PaymentMethod[]).map((value) => ({
  value,
  label: paymentMethods[value].title,
}));
export const methodText = (method: PaymentMethod): string => paymentMethods[method].title;

export const handChoices = [
  { value: 'cash', label: 'Cash' },
  { value: 'bank', label: 'Bank' },
  { value: 'cheque', label: 'Cheque' },
];

/** States of an attempt to charge a card, and of a refund. */
export const chargeWords = {
  created: { label: 'To be sent', color: 'gray' },
  sent: { label: 'Sent', color: 'blue' },
  succeeded: { label: 'Succeeded', color: 'green' },
  failed: { label: 'Failed', color: 'red' },
  unknown: { label: 'Result unknown', color: 'yellow' },
} as const;

export const originWords = { automatic: 'By itself', staff: 'Staff', customer: 'The customer' } as const;
