import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import type { getPayment } from '../../../http/contract/payments.ts';

export type Payment = AnswerOf<typeof getPayment>;
