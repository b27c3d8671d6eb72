import type { Seconds } from '../base/time.ts';

/** What included seconds do with a block that they do not cover whole (R8). */
export const includedModes = {
  seconds: 'The rest of a block is charged by the second',
  block: 'A block is free only as a whole',
} as const;
export type IncludedMode = keyof typeof includedModes;

/** Included seconds that a call may use: they are set aside for it like money. */
export type IncludedSeconds = {
  /** How many are there for this call. */
  readonly seconds: Seconds;
  readonly mode: IncludedMode;
  /** True when a call that finds included seconds left pays no flag fall either. */
  readonly coversFlagFall: boolean;
};
