import { Refusal } from '../core/base/refusal.ts';
import { findChromium, printHtml } from './chromium.ts';
import { htmlOf, type Printer } from './printer.ts';
import { openTypst } from './typst.ts';

export type PrinterOptions = {
  /** Where Chromium is; null = there is none. Found by itself when left out. */
  readonly chromium?: string | null;
};

/** The printer of a process. Neither Chromium nor typst is started before something is printed. */
export function openPrinter(options: PrinterOptions = {}): Printer {
  const chromium = options.chromium === undefined ? findChromium() : (options.chromium ?? undefined);
  const typst = openTypst();
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    makerOf: ({ isBuiltIn }) => (isBuiltIn ? 'typst' : chromium === undefined ? 'none' : 'chromium'),
    pdf: (paper) =>
      inTurn(async () => {
        if (paper.layout.isBuiltIn) return typst.pdf(paper.document);
        if (chromium === undefined) throw new Refusal('pdf_unavailable');
        return printHtml(chromium, htmlOf(paper), paper.document.issuedOn);
      }),
    close: () => typst.close(),
  };
}
