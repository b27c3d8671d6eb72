import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import type { CallListing } from '../../core/invoicing/layout/layoutData.ts';
import { lockCurrentLayout } from '../../db/tables/invoiceLayouts.ts';
import { action, done } from '../action.ts';
import { storeLayout } from './storeLayout.ts';

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
    return storeLayout(work, stored, { source, logo, callsBy, isBuiltIn: false, restoresId: null });
  },
);
