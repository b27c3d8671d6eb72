import type { Id } from '../base/id.ts';
import type { Seconds } from '../base/time.ts';

/** `all` = every member rings at once; `in_order` = one after the other. */
export const ringStrategies = ['all', 'in_order'] as const;
export type RingStrategy = (typeof ringStrategies)[number];

/** What follows when no member takes the call; absent = the call ends. */
export type GroupFollow =
  | { readonly kind: 'voicemail'; readonly networkNumber: string }
  | { readonly kind: 'forward'; readonly dialled: string };

/** Phones and outside numbers that ring together or in turn. */
export type RingGroup = {
  readonly id: Id;
  readonly accountId: Id;
  /** Network numbers of the account, or numbers as the customer would dial them. */
  readonly members: readonly string[];
  readonly strategy: RingStrategy;
  /** How long all ring, or each in turn. Seconds. */
  readonly ringSeconds: Seconds;
  readonly follow?: GroupFollow;
};

export const groupMembersMax = 20;
