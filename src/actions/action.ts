import type { Actor, Permission } from '../core/access/permission.ts';
import type { PortalUser } from '../core/access/portal.ts';
import type { CardKeys } from '../core/base/cardKeys.ts';
import type { Id } from '../core/base/id.ts';
import { Refusal } from '../core/base/refusal.ts';
import type { Safe } from '../core/base/safe.ts';
import type { Instant } from '../core/base/time.ts';
import type { Tx } from '../db/sql.ts';

/** Somebody who has not signed in; `address` is where the request came from. */
export type Visitor = { readonly kind: 'visitor'; readonly address: string };
export type Doer = Actor | PortalUser | Visitor;

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

/** Who may do an action: holders of a permission, staff of any level, a customer's own people in the portal, or visitors too. */
export type Needed = Permission | 'signed_in' | 'portal_change' | 'anyone';

/** One thing that the business can do. */
export type Action<Input, Answer> = {
  /** Stands in the audit trail, such as `account.add`. */
  readonly name: string;
  readonly permission: Needed;
  readonly perform: (work: Work, input: Input) => Promise<Done<Answer>>;
};

export function action<Input, Answer>(
  name: string,
  permission: Needed,
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

/** The person who acts on what is theirs alone; a machine has no password and no passkeys. */
export function selfOf(doer: Doer): Id {
  if (doer.kind !== 'staff') throw new Refusal('not_permitted');
  return doer.id;
}
