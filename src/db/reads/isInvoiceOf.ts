import type { Id } from '../../core/base/id.ts';
import { row, sql, type Tx } from '../sql.ts';

/** True when this invoice is one of this account; asked before anything of it is read. */
export async function isInvoiceOf(tx: Tx, invoiceId: Id, accountId: Id): Promise<boolean> {
  const found = await row(tx, sql`select id from invoice where id = ${invoiceId} and account_id = ${accountId}`);
  return found !== undefined;
}
