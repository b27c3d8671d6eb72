import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import type { CallListing } from '../../core/invoicing/layout/layoutTags.ts';
import { getLayout, insertLayout, type LayoutRow, lockCurrentLayout, type NewLayout } from '../../db/tables/invoiceLayouts.ts';
import { action, done, nameOf, type Work } from '../action.ts';

export type ChangeInvoiceLayout = {
  /** Sanitised (print/sanitizeLayout.ts). */
  readonly source: string;
  readonly logo: string;
  readonly callsBy: CallListing;
  /** The version that the editor began with. */
  readonly before: Id;
};

/** Makes a new version of the layout, for invoices that are issued from now on. Issued ones keep theirs. */
export const changeInvoiceLayout = action<ChangeInvoiceLayout, null>(
  'invoice_layout.change',
  'setting.change',
  async (work, { source, logo, callsBy, before }) => {
    const stored = await lockCurrentLayout(work.tx);
    if (stored.id !== before) throw new Refusal('stale_version');
    if (stored.source === source && stored.logo === logo && stored.callsBy === callsBy) return done(null, null);
    return store(work, stored, { source, logo, callsBy, isBuiltIn: false, restoresId: null });
  },
);

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
    return store(work, stored, { source, logo, callsBy, isBuiltIn, restoresId: older.id });
  },
);

async function store(work: Work, stored: LayoutRow, wished: Omit<NewLayout, 'at' | 'by'>) {
  const id = await insertLayout(work.tx, { ...wished, at: formatInstant(work.now), by: nameOf(work.doer) });
  return done(null, { detail: { changes: [{ field: 'version', from: String(stored.id), to: String(id) }] } });
}
