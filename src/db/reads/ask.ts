import type { Tx } from '../sql.ts';

/** A question of a screen, asked on a read-only connection. */
export type Question<Answer> = (tx: Tx) => Promise<Answer>;
export type Ask = <Answer>(question: Question<Answer>) => Promise<Answer>;
