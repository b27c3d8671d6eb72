import { readFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

/** The thread of typst.ts: data comes as text and is only ever printed; the document is ours. */
const document = readFileSync(new URL('./invoice.typ', import.meta.url), 'utf8');
const compiler = NodeCompiler.create();

parentPort?.on('message', (data: string) => {
  try {
    const pdf = compiler.pdf({ mainFileContent: document, inputs: { data } }, { pdfStandard: 'a-2a' as never });
    compiler.evictCache(10);
    parentPort?.postMessage({ pdf: new Uint8Array(pdf) });
  } catch (error) {
    parentPort?.postMessage({ problem: error instanceof Error ? error.message : String(error) });
  }
});
