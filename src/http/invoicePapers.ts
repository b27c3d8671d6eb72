import type { Id } from '../core/base/id.ts';
import { Refusal } from '../core/base/refusal.ts';
import type { PrintedCall } from '../core/invoicing/layout/layoutData.ts';
import { readLayout } from '../core/invoicing/layout/layoutText.ts';
import { wantsEachCall } from '../core/invoicing/layout/renderLayout.ts';
import { ublOf } from '../core/invoicing/ubl.ts';
import { getPaper, listPrintedCalls } from '../db/reads/invoiceLayouts.ts';
import { htmlOf, type Paper } from '../print/printer.ts';
import { type Door, found } from './door.ts';

const pageSize = 5000;
/** More calls than this make no paper that anybody could open. */
const callsMax = 100_000;

/** Each call on an invoice, when its layout prints them. */
export async function callsFor(
  door: Door,
  id: Id,
  layout: Pick<Paper['layout'], 'source' | 'callsBy'>,
): Promise<readonly PrintedCall[]> {
  const read = readLayout(layout.source);
  if (!read.ok || !wantsEachCall(read.pieces, layout.callsBy)) return [];
  const calls: PrintedCall[] = [];
  for (let after = '0'; ; ) {
    const mark = after;
    const page = await door.ask((tx) => listPrintedCalls(tx, id, mark, pageSize));
    calls.push(...page);
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize || calls.length >= callsMax) return calls;
    after = last.transferId;
  }
}

/** An issued invoice with the layout that was in force when it was issued. */
export async function paperOf(door: Door, id: Id): Promise<Paper> {
  const { document, layout } = found(await door.ask((tx) => getPaper(tx, id)));
  return { document, layout, calls: await callsFor(door, id, layout) };
}

export type FileKind = 'html' | 'pdf' | 'xml';
export const mimeTypes = {
  html: 'text/html; charset=utf-8',
  pdf: 'application/pdf',
  xml: 'application/xml; charset=utf-8',
} as const;

/** The bytes of an issued invoice. Refuses with `pdf_unavailable`, `pdf_failed` and `e_invoice_incomplete`. */
export async function fileOf(door: Door, id: Id, kind: FileKind): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  const paper = await paperOf(door, id);
  const name = `${paper.document.number.replace(/[^\w.-]+/g, '_')}.${kind}`;
  if (kind === 'pdf') return { name, bytes: await door.printer.pdf(paper) };
  if (kind === 'html') return { name, bytes: Buffer.from(htmlOf(paper)) };
  const written = ublOf(paper.document);
  if (!written.ok)
    throw new Refusal('e_invoice_incomplete', {
      faults: written.missing.map((message, index) => ({ field: `missing.${index}`, message })),
    });
  return { name, bytes: Buffer.from(written.xml) };
}
