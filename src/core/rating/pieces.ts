import type { UnitPrice } from '../base/money.ts';
import type { Seconds } from '../base/time.ts';

/** A part of a call at one price. */
export type Piece = {
  readonly kind: 'flag_fall' | 'first_block' | 'blocks' | 'untimed' | 'slot_fee' | 'surcharge' | 'included';
  readonly blocks: number;
  /** Billed seconds of all its blocks together. */
  readonly seconds: Seconds;
  readonly unitPrice: UnitPrice;
  /** What `unitPrice` is for; 0 = charged once, whatever the length. */
  readonly perSeconds: Seconds;
  /** The second of the call at which it begins. Absent = from the answer on, or the rate has no slots and bands. */
  readonly fromSecond?: Seconds;
  /** The time band whose price it is. Absent = the rate's own. */
  readonly band?: string;
};

/** What a call comes to before its price is rounded. */
export type Walk = {
  readonly billedSeconds: Seconds;
  /** How long the call may be for what its pieces charge, from the answer on: not less than its length. */
  readonly coveredSeconds: Seconds;
  readonly pieces: readonly Piece[];
  /** Billed seconds that included minutes cover (R8). Absent = none. */
  readonly includedSeconds?: Seconds;
};
