import { openPaper } from '../actions/invoiceLayout/openPaper.ts';
import type { Id } from '../core/base/id.ts';
import { Refusal } from '../core/base/refusal.ts';
import { ublOf } from '../core/invoicing/ubl.ts';
import type { MailAttachment } from '../mail/mail.ts';
import type { Office } from './office.ts';

export type Attached =
  | { readonly ok: true; readonly files: readonly MailAttachment[] }
  | { readonly ok: false; readonly problem: string };

/** The files of an invoice's letter: its PDF, and the e-invoice where it is wanted and can be written. */
export async function attachmentsOf(
  room: Pick<Office, 'act' | 'printer'>,
  invoiceId: Id,
  attachesXml: boolean,
): Promise<Attached> {
  try {
    const paper = await room.act(openPaper, { invoiceId });
    const name = paper.document.number.replace(/[^\w.-]+/g, '_');
    const pdf = { name: `${name}.pdf`, type: 'application/pdf', bytes: await room.printer.pdf(paper) };
    const ubl = attachesXml ? ublOf(paper.document) : undefined;
    const xml = ubl?.ok ? [{ name: `${name}.xml`, type: 'application/xml', bytes: Buffer.from(ubl.xml) }] : [];
    return { ok: true, files: [pdf, ...xml] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ok: false, problem: error.message };
  }
}
