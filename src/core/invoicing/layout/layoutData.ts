import type { InvoiceDocument } from '../invoiceDocument.ts';

/** One call as it is printed; `startedAt` in the operator's zone. */
export type PrintedCall = {
  readonly startedAt: string;
  readonly callerNumber: string;
  readonly number: string;
  readonly destination: string;
  readonly billedSeconds: number;
  readonly charge: string;
};
/** How {call_lines} lists the calls. */
export const callListings = ['destination', 'number', 'each'] as const;
export type CallListing = (typeof callListings)[number];

/** All that a layout can print. */
export type LayoutData = {
  readonly document: InvoiceDocument;
  readonly calls: readonly PrintedCall[];
  readonly callsBy: CallListing;
  /** A data: address; empty = none. */
  readonly logo: string;
};
