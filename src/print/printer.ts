import type { InvoiceDocument } from '../core/invoicing/invoiceDocument.ts';
import type { LayoutData, PrintedCall } from '../core/invoicing/layout/layoutData.ts';
import { readLayout } from '../core/invoicing/layout/layoutText.ts';
import { renderLayout } from '../core/invoicing/layout/renderLayout.ts';

/** A document with the layout that it is printed with. */
export type Paper = {
  readonly document: InvoiceDocument;
  readonly layout: Pick<LayoutData, 'callsBy' | 'logo'> & { readonly source: string; readonly isBuiltIn: boolean };
  readonly calls: readonly PrintedCall[];
};

/** Who makes PDFs: Chromium of an operator's own HTML, typst of the layout that comes with the product; `none` = no Chromium here. */
export type PdfMaker = 'chromium' | 'typst' | 'none';

/** Makes PDFs, one at a time; wired by main.ts and office.ts. */
export type Printer = {
  readonly makerOf: (layout: { readonly isBuiltIn: boolean }) => PdfMaker;
  /** The same paper gives the same bytes on the same machine. Refuses with `pdf_unavailable`. */
  readonly pdf: (paper: Paper) => Promise<Uint8Array>;
  readonly close: () => Promise<void>;
};

/** The HTML of a paper. The same paper gives the same bytes for ever. */
export function htmlOf({ document, layout, calls }: Paper): string {
  const read = readLayout(layout.source);
  if (!read.ok) throw new Error(`a stored layout cannot be read: ${read.fault.message}`);
  return renderLayout(read.pieces, { document, calls, callsBy: layout.callsBy, logo: layout.logo });
}
