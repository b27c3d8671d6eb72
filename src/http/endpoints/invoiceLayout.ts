import type { FastifyReply } from 'fastify';
import { changeInvoiceLayout } from '../../actions/invoiceLayout/changeInvoiceLayout.ts';
import { changeInvoiceMail } from '../../actions/invoiceLayout/changeInvoiceMail.ts';
import { mailInvoice } from '../../actions/invoiceLayout/mailInvoice.ts';
import { restoreInvoiceLayout } from '../../actions/invoiceLayout/restoreInvoiceLayout.ts';
import type { Id } from '../../core/base/id.ts';
import { fieldRefusal } from '../../core/base/refusal.ts';
import type { CallListing } from '../../core/invoicing/layout/layoutData.ts';
import { paperPolicy } from '../../core/invoicing/layout/renderLayout.ts';
import { sampleCalls, sampleInvoice } from '../../core/invoicing/layout/sampleInvoice.ts';
import { getInvoiceLayout, getPaper, listInvoiceLayouts } from '../../db/reads/invoiceLayouts.ts';
import { getInvoiceMail } from '../../db/reads/invoiceMail.ts';
import { htmlOf, type Paper } from '../../print/printer.ts';
import { cleanLayout } from '../../print/sanitizeLayout.ts';
import * as contract from '../contract/invoiceLayout.ts';
import { type Door, found, type Handler, on } from '../door.ts';
import { callsFor, type FileKind, fileOf, mimeTypes } from '../invoicePapers.ts';
import { sendRunFiles } from '../runFiles.ts';
import { toId } from '../wire.ts';

export const invoiceLayoutHandlers: readonly Handler[] = [
  on(contract.getInvoiceLayout, (_, door) => layoutAnswer(door)),
  on(contract.getInvoiceLayoutVersion, ({ params }, door) => layoutAnswer(door, toId(params.id))),
  on(contract.listInvoiceLayouts, ({ query }, door) => door.ask((tx) => listInvoiceLayouts(tx, query))),
  on(contract.changeInvoiceLayout, async ({ body, who }, door) => {
    const { source } = await clean(door, body.source);
    await door.act(who, changeInvoiceLayout, { source, logo: body.logo, callsBy: body.callsBy, before: toId(body.before) });
    return layoutAnswer(door);
  }),
  on(contract.restoreInvoiceLayout, async ({ params, body, who }, door) => {
    await door.act(who, restoreInvoiceLayout, { layoutId: toId(params.id), before: toId(body.before) });
    return layoutAnswer(door);
  }),
  on(contract.previewInvoiceLayout, async ({ body }, door) => {
    const { paper, isChanged } = await previewPaper(door, body);
    return { html: htmlOf(paper), isChanged };
  }),
  on(contract.previewInvoicePdf, async ({ body }, door) => {
    const { paper } = await previewPaper(door, body);
    return { pdf: Buffer.from(await door.printer.pdf(paper)).toString('base64') };
  }),
  on(contract.getInvoiceMail, (_, door) => door.ask(getInvoiceMail)),
  on(contract.changeInvoiceMail, async ({ body, who }, door) => {
    await door.act(who, changeInvoiceMail, body);
    return door.ask(getInvoiceMail);
  }),
  on(contract.getInvoiceFile, ({ params, query, reply }, door) => sendInvoiceFile(door, reply, toId(params.id), query)),
  on(contract.mailInvoice, async ({ params, who }, door) => door.act(who, mailInvoice, { invoiceId: toId(params.id) })),
  on(contract.getRunFiles, ({ params, query, reply, raw }, door) => sendRunFiles(door, raw, reply, toId(params.id), query.kind)),
];

type WishedFile = { readonly kind: FileKind; readonly view: 'save' | 'show' };

/** Hands out an issued invoice as it was issued; whose it is was asked before. */
export async function sendInvoiceFile(door: Door, reply: FastifyReply, id: Id, { kind, view }: WishedFile): Promise<never> {
  const { name, bytes } = await fileOf(door, id, kind);
  // What is shown here may do nothing: no scripts, nothing from elsewhere, no address of ours.
  void reply
    .header('content-security-policy', kind === 'pdf' ? paperPolicy : `${paperPolicy}; sandbox allow-modals`)
    .header('content-disposition', `${view === 'save' ? 'attachment' : 'inline'}; filename="${name}"`)
    .header('cache-control', 'private, no-store')
    .type(mimeTypes[kind])
    .serializer((payload: string) => payload)
    .send(Buffer.from(bytes));
  return reply as never;
}

async function layoutAnswer(door: Door, id?: Id) {
  const layout = found(await door.ask((tx) => getInvoiceLayout(tx, id)));
  return { ...layout, pdfBy: door.printer.makerOf(layout) };
}

/** What was typed as it may be stored; the layout in force is taken as it stands. Refuses with the line at field `source`. */
async function clean(door: Door, typed: string) {
  const current = await door.ask((tx) => getInvoiceLayout(tx));
  if (current?.source === typed) return { source: typed, isChanged: false, isBuiltIn: current.isBuiltIn };
  const cleaned = cleanLayout(typed);
  if (cleaned.ok) return { source: cleaned.source, isChanged: cleaned.isChanged, isBuiltIn: false };
  const { line, column, message } = cleaned.fault;
  throw fieldRefusal('invalid_input', 'source', `Line ${line}, column ${column}: ${message}`);
}

type Wished = {
  readonly source: string;
  readonly logo: string;
  readonly callsBy: CallListing;
  readonly invoiceId?: string | undefined;
};

async function previewPaper(door: Door, wished: Wished): Promise<{ readonly paper: Paper; readonly isChanged: boolean }> {
  const { source, isChanged, isBuiltIn } = await clean(door, wished.source);
  const { logo, callsBy } = wished;
  const layout = { source, logo, callsBy, isBuiltIn: isBuiltIn && logo === '' };
  if (wished.invoiceId === undefined) return { paper: { document: sampleInvoice, layout, calls: sampleCalls }, isChanged };
  const id = toId(wished.invoiceId);
  const { document } = found(await door.ask((tx) => getPaper(tx, id)));
  return { paper: { document, layout, calls: await callsFor(door, id, layout) }, isChanged };
}
