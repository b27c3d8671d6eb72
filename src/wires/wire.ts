import type { Attempt } from '../core/wires/hookRetry.ts';

/** One delivery to one webhook. */
export type HookLetter = {
  /** Checked again before it is used. */
  readonly url: string;
  readonly doesAllowHttp: boolean;
  /** What the receiver knows repetitions by. */
  readonly key: string;
  /** Seconds since 1970, when this try is made. */
  readonly timestamp: number;
  /** JSON. */
  readonly body: string;
  /** The newest first; during a rotation both sign. */
  readonly secrets: readonly string[];
};

/** Hands an event to another program. Never throws for what the other side does: that is the attempt's problem. */
export type DeliverHook = (letter: HookLetter) => Promise<Attempt>;

/** Who may be connected to, and who says where a name leads. Tests hand in their own; nothing in a running product changes it. */
export type WirePolicy = {
  /** All addresses of a name, asked anew each time. Empty = there is no such name. Throws when nobody can tell. */
  readonly resolve: (host: string) => Promise<readonly string[]>;
  readonly mayConnect: (address: string) => boolean;
};
