import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import type { InvoiceDocument } from '../../core/invoicing/invoiceDocument.ts';
import type { CallListing, PrintedCall } from '../../core/invoicing/layout/layoutData.ts';
import { readLayout } from '../../core/invoicing/layout/layoutText.ts';
import { wantsEachCall } from '../../core/invoicing/layout/renderLayout.ts';
import { getPaper, listPrintedCalls } from '../../db/reads/invoiceLayouts.ts';
import { action, done } from '../action.ts';

export type OpenedPaper = {
  readonly document: InvoiceDocument;
  readonly layout: { readonly source: string; readonly logo: string; readonly callsBy: CallListing; readonly isBuiltIn: boolean };
  readonly calls: readonly PrintedCall[];
};

/** More calls than this make no paper that anybody could open. */
const callsMax = 100_000;

/** Everything that is printed of an issued invoice, for the letter that it is attached to. */
export const openPaper = action<{ readonly invoiceId: Id }, OpenedPaper>(
  'invoice.open_paper',
  'invoice.read',
  async (work, { invoiceId }) => {
    const paper = await getPaper(work.tx, invoiceId);
    if (!paper) throw new Refusal('not_found');
    const read = readLayout(paper.layout.source);
    const wantsCalls = read.ok && wantsEachCall(read.pieces, paper.layout.callsBy);
    const calls = wantsCalls ? await listPrintedCalls(work.tx, invoiceId, '0', callsMax) : [];
    return done({ ...paper, calls }, null);
  },
);
