import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Refusal } from '../core/base/refusal.ts';
import type { InvoiceDocument } from '../core/invoicing/invoiceDocument.ts';
import { invoiceView } from './invoiceView.ts';

export type Typst = { readonly pdf: (document: InvoiceDocument) => Promise<Uint8Array>; readonly close: () => Promise<void> };

/** An invoice of some thousand lines takes a second. */
const patienceMilliseconds = 60_000;
const memoryMegabytes = 512;

/** typst in a thread of its own, which is started with the first document and again after it broke. */
export function openTypst(): Typst {
  let worker: Worker | undefined;
  const start = () => {
    const started = new Worker(new URL('./typstWorker.ts', import.meta.url), {
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
    });
    started.unref();
    return started;
  };
  const drop = async () => {
    const dropped = worker;
    worker = undefined;
    await dropped?.terminate();
  };
  return {
    pdf: async (document) => {
      worker ??= start();
      try {
        const signal = AbortSignal.timeout(patienceMilliseconds);
        const answered = once(worker, 'message', { signal });
        worker.postMessage(JSON.stringify(invoiceView(document)));
        const [answer] = (await answered) as [{ readonly pdf?: Uint8Array; readonly problem?: string }];
        if (answer.pdf === undefined) throw new Error(answer.problem);
        return answer.pdf;
      } catch (error) {
        await drop();
        throw new Refusal('pdf_failed', { cause: error });
      }
    },
    close: drop,
  };
}
