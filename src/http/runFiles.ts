import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify';
import { ZipFile } from 'yazl';
import type { Id } from '../core/base/id.ts';
import { Refusal } from '../core/base/refusal.ts';
import { getInvoiceRun } from '../db/reads/invoiceRuns.ts';
import { listInvoices } from '../db/reads/listInvoices.ts';
import { type Door, found } from './door.ts';
import { type FileKind, fileOf } from './invoicePapers.ts';

const pageSize = 100;
/** Zip's oldest date: the same run gives the same archive. */
const mtime = new Date(1980, 0, 1);

/**
 * All invoices of a run as a zip: each is made when the reader has taken the one before, so that memory holds one and a reader who goes
 * away stops the work. What cannot be made stands in `problems.txt` inside it.
 */
export async function sendRunFiles(
  door: Door,
  { log }: FastifyRequest,
  reply: FastifyReply,
  runId: Id,
  kind: FileKind,
): Promise<never> {
  found(await door.ask((tx) => getInvoiceRun(tx, runId)));
  const zip = new ZipFile();
  void reply
    .header('content-disposition', `attachment; filename="invoices-${runId}-${kind}.zip"`)
    .type('application/zip')
    .send(zip.outputStream);
  void fill(door, zip, reply, runId, kind, log);
  return reply as never;
}

async function fill(
  door: Door,
  zip: ZipFile,
  reply: FastifyReply,
  runId: Id,
  kind: FileKind,
  log: FastifyBaseLogger,
): Promise<void> {
  const problems: string[] = [];
  try {
    for await (const { id, number } of invoicesOf(door, runId)) {
      if (reply.raw.destroyed) return;
      try {
        const { name, bytes } = await fileOf(door, BigInt(id), kind);
        zip.addBuffer(Buffer.from(bytes), name, { mtime, compress: kind !== 'pdf' });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        problems.push(`${number}: ${[error.message, ...error.faults.map((fault) => fault.message)].join(' ')}`);
      }
      if (reply.raw.writableNeedDrain) await drained(reply);
    }
    if (problems.length > 0) zip.addBuffer(Buffer.from(`${problems.join('\n')}\n`), 'problems.txt', { mtime });
    zip.end();
  } catch (error) {
    log.warn({ err: error }, 'making the zip of an invoice run');
    reply.raw.destroy();
  }
}

async function drained({ raw }: FastifyReply): Promise<void> {
  await new Promise<void>((resolve) => {
    raw.once('drain', resolve);
    raw.once('close', resolve);
  });
}

async function* invoicesOf(door: Door, runId: Id) {
  for (let after: string | undefined; ; ) {
    const mark = after;
    const page = await door.ask((tx) =>
      listInvoices(tx, { runId: String(runId) }, { after: mark, limit: pageSize }, door.clock()),
    );
    yield* page.items;
    if (page.next === undefined) return;
    after = page.next;
  }
}
