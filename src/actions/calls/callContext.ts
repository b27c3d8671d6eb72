import type { Instant } from '../../core/base/time.ts';
import type { Tx } from '../../db/sql.ts';

/** What the call actions work with: a small pool of their own (each step is one statement), and the clock. */
export type CallContext = {
  readonly tx: Tx;
  readonly now: () => Instant;
  /** Says what went wrong; never gets a secret. */
  readonly report: (what: string, error: unknown) => void;
};
