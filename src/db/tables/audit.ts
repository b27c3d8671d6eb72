import type { Actor } from '../../core/access/permission.ts';
import type { PortalUser } from '../../core/access/portal.ts';
import type { Id } from '../../core/base/id.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { rows, sql, type Tx } from '../sql.ts';

export type AuditRow = {
  readonly at: Instant;
  readonly doer: Actor | PortalUser | { readonly kind: 'visitor'; readonly address: string };
  readonly action: string;
  readonly accountId?: Id;
  /** Plain values; never a secret. */
  readonly detail?: Readonly<Record<string, unknown>>;
};

/** Appends to the audit trail. */
export async function insertAudit(tx: Tx, audit: AuditRow): Promise<void> {
  const { doer } = audit;
  const visitor = doer.kind === 'visitor' ? { address: doer.address } : {};
  const detail = JSON.stringify({ ...visitor, ...audit.detail }, (_, value) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  await rows(
    tx,
    sql`insert into audit (at, actor_kind, actor_id, actor_name, action, account_id, detail)
        values (${formatInstant(audit.at)}, ${doer.kind === 'visitor' ? 'system' : doer.kind}, ${'id' in doer ? doer.id : null},
                ${doer.kind === 'visitor' ? 'visitor' : doer.name}, ${audit.action}, ${audit.accountId ?? null}, ${detail})`,
  );
}
