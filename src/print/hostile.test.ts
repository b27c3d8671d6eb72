import { createServer } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textTags } from '../core/invoicing/layout/layoutTags.ts';
import { sampleCalls, sampleInvoice } from '../core/invoicing/layout/sampleInvoice.ts';
import { findChromium } from './chromium.ts';
import { openPrinter } from './openPrinter.ts';
import { htmlOf, type Printer } from './printer.ts';
import { cleanLayout } from './sanitizeLayout.ts';

/** The short form of quality.md e4: what is hostile in data and layouts stays text, and printing touches neither network nor files. */
const bits = [
  ...[
    '<script>fetch("URL")</script>',
    '<img src="URL" onerror=alert(1)>',
    '<iframe src="file:///etc/passwd">',
    '<link rel=stylesheet href=URL>',
  ],
  ...[
    '"><svg onload=alert(1)>',
    '<style>@import "URL";</style>',
    '<object data="file:///etc/passwd">',
    '<base href=URL>',
    '{first_name}',
    '{#calls}',
  ],
  ...[
    '<meta http-equiv=refresh content="0;url=URL">',
    '<a href="javascript:alert(1)">',
    '#read("/etc/passwd")',
    '#image("/etc/passwd")',
  ],
  ...[
    '$sum$ *b* _i_ `x` @x <label>',
    '#import "URL"',
    '\\u{202e}',
    '=HYPERLINK("URL")',
    ']]>',
    '<!--',
    '</body></html>',
    '&lt;script&gt;',
    '\u0000',
  ],
];
const hostile = fc.array(fc.constantFrom(...bits), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
const isCalm = (html: string) =>
  !/<(script|iframe|object|embed|link|base|svg|form|input|button|template|math|video|audio|a|frame|meta)[\s>/]|\son\w+\s*=|url\(|@import/i.test(
    html,
  );

let asked = 0;
const server = createServer((_, answer) => {
  asked += 1;
  answer.end();
});
let address: string;
let printer: Printer;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  address = `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}/x`;
  printer = openPrinter();
});
afterAll(async () => {
  await printer.close();
  await new Promise((resolve) => server.close(resolve));
});

const documentWith = (text: string) => ({
  ...sampleInvoice,
  customer: { ...sampleInvoice.customer, firstName: text, company: text, address1: text },
  seller: { ...sampleInvoice.seller, name: text },
  lines: sampleInvoice.lines.map((line) => ({ ...line, description: text })),
  note: text,
});
const everyTag = Object.keys(textTags).map((name) => (name === 'logo' ? '' : `<p>{${name}}</p>`));
const source = `${everyTag.join('')}<table>{call_lines_each}{extra_lines}{invoice_lines}{tax_lines}</table>`;
const paperWith = (text: string, isBuiltIn: boolean) => ({
  document: documentWith(text),
  layout: { source, logo: '', callsBy: 'each' as const, isBuiltIn },
  calls: sampleCalls.map((call) => ({ ...call, destination: text, number: text })),
});

describe('hostile text', () => {
  test('in data becomes text of the page', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const body = htmlOf(paperWith(text, false)).split('<body>')[1] ?? '';
        expect(body.replace(/<\/?(p|table|tr|td|body|html)( class="number")?>|<br>/g, '')).not.toMatch(/[<>{}]/);
      }),
      { numRuns: 1000 },
    );
  });

  test('in a layout is refused or taken out', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const cleaned = cleanLayout(`<p>${text}</p><style>p{color:red}</style>`);
        if (cleaned.ok) expect(isCalm(cleaned.source)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('is printed by typst, and nothing of a file stands in the PDF', async () => {
    const text = bits.join(' ').replaceAll('\u0000', '').replaceAll('URL', address);
    const pdf = Buffer.from(await printer.pdf(paperWith(text, true)));
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(asked).toBe(0);
  });

  // Where no Chromium is installed the product prints no operator's HTML either.
  test.runIf(findChromium() !== undefined)('asks nothing of the network from Chromium, not even unsanitised', async () => {
    const text = bits.join(' ').replaceAll('\u0000', '').replaceAll('URL', address);
    const raw = `<img src="${address}"><link rel=stylesheet href="${address}"><script>fetch("${address}")</script><iframe src="${address}"></iframe><meta http-equiv=refresh content="0;url=${address}">`;
    // A page that takes itself elsewhere may end without a PDF; what counts is that nobody was asked.
    const printed = await printer
      .pdf({
        ...paperWith(text, false),
        layout: { source: source + raw, logo: '', callsBy: 'each', isBuiltIn: false },
      })
      .catch((error: unknown) => error);
    if (!(printed instanceof Uint8Array)) expect(printed).toMatchObject({ code: 'pdf_failed' });
    expect(asked).toBe(0);
  });
});
