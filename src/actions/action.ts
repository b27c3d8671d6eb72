import type { Actor, Permission } from '../core/access/permission.ts';
import type { CardKeys } from '../core/base/cardKeys.ts';
import type { Id } from '../core/base/id.ts';
import type { Safe } from '../core/base/safe.ts';
import type { Instant } from '../core/base/time.ts';
import type { Tx } from '../db/sql.ts';

/** Somebody who has not signed in; `address` is where the request came from. */
export type Visitor = { readonly kind: 'visitor'; readonly address: string };
export type Doer = Actor | Visitor;

/** What an action works with: one open transaction, who asks, the clock and the safe. */
export type Work = {
  readonly tx: Tx;
  readonly doer: Doer;
  readonly now: Instant;
  readonly safe: Safe;
  /** The keys of stored cards as they are now; refused with `card_key_missing` when they cannot be read. */
  readonly cardKeys: () => CardKeys;
};

/** What goes into the audit trail; never a secret. `null`: nothing happened that anybody would look for. */
export type AuditNote = { readonly accountId?: Id; readonly detail?: Readonly<Record<string, unknown>> } | null;
export type Done<Answer> = { readonly answer: Answer; readonly audit: AuditNote };

/** One thing that the business can do. `anyone` may also be done by visitors. */
export type Action<Input, Answer> = {
  /** Stands in the audit trail, such as `account.add`. */
  readonly name: string;
  readonly permission: Permission | 'anyone';
  readonly perform: (work: Work, input: Input) => Promise<Done<Answer>>;
};

export function action<Input, Answer>(
  name: string,
  permission: Permission | 'anyone',
  perform: (work: Work, input: Input) => Promise<Done<Answer>>,
): Action<Input, Answer> {
  return { name, permission, perform };
}

/** The end of every action: its answer, and what the audit trail keeps. */
export function done<Answer>(answer: Answer, audit: AuditNote): Done<Answer> {
  return { answer, audit };
}

/** The name that stands beside notes, transfers and audit entries. */
export function nameOf(doer: Doer): string {
  return doer.kind === 'visitor' ? 'visitor' : doer.name;
}
