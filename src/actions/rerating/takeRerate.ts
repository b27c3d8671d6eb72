import type { Id } from '../../core/base/id.ts';
import { findOpenRun, type RerateState } from '../../db/tables/rerates.ts';
import { action, done } from '../action.ts';

/** The oldest re-rating that waits for the back office. */
export const takeRerate = action<null, { readonly id: Id; readonly state: RerateState } | null>(
  'rerate.take',
  'money.rerate',
  async (work) => done((await findOpenRun(work.tx)) ?? null, null),
);
