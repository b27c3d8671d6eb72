import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { getLayout, lockCurrentLayout } from '../../db/tables/invoiceLayouts.ts';
import { action, done } from '../action.ts';
import { storeLayout } from './storeLayout.ts';

export type RestoreInvoiceLayout = { readonly layoutId: Id; readonly before: Id };

/** Brings an older version back, as a new one. */
export const restoreInvoiceLayout = action<RestoreInvoiceLayout, null>(
  'invoice_layout.restore',
  'setting.change',
  async (work, { layoutId, before }) => {
    const stored = await lockCurrentLayout(work.tx);
    if (stored.id !== before) throw new Refusal('stale_version');
    const older = await getLayout(work.tx, layoutId);
    if (!older) throw new Refusal('not_found');
    if (older.id === stored.id) return done(null, null);
    const { source, logo, callsBy, isBuiltIn } = older;
    return storeLayout(work, stored, { source, logo, callsBy, isBuiltIn, restoresId: older.id });
  },
);
