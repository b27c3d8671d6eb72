import { formatInstant } from '../../core/base/time.ts';
import { insertLayout, type LayoutRow, type NewLayout } from '../../db/tables/invoiceLayouts.ts';
import { done, nameOf, type Work } from '../action.ts';

/** Stores a version behind the one that was in force. */
export async function storeLayout(work: Work, stored: LayoutRow, wished: Omit<NewLayout, 'at' | 'by'>) {
  const id = await insertLayout(work.tx, { ...wished, at: formatInstant(work.now), by: nameOf(work.doer) });
  return done(null, { detail: { changes: [{ field: 'version', from: String(stored.id), to: String(id) }] } });
}
