import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import type { listClasses } from '../../../http/contract/guard.ts';

/** A prefix in the list of classes. */
export type ClassRow = AnswerOf<typeof listClasses>['items'][number];
