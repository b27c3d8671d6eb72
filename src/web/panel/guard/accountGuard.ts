import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import type { getAccountGuard } from '../../../http/contract/guard.ts';

export type AccountGuard = AnswerOf<typeof getAccountGuard>;
