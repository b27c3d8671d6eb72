import { expect, test } from 'vitest';
import { toXlsx } from '../web/kit/xlsx.ts';
import { openWorkbook } from './xlsxReader.ts';
import { readZip, unpack } from './zip.ts';

async function all<Piece>(pieces: AsyncIterable<Piece>): Promise<readonly Piece[]> {
  const found: Piece[] = [];
  for await (const piece of pieces) found.push(piece);
  return found;
}

async function written(...args: Parameters<typeof toXlsx>) {
  const bytes = Buffer.from(await (await toXlsx(...args)).arrayBuffer());
  const file = { size: bytes.length, read: async (offset: number, length: number) => bytes.subarray(offset, offset + length) };
  const entries = await readZip(file);
  const sheet = [...entries.keys()].find((name) => /worksheets\/sheet1?\.xml$/.test(name)) ?? '';
  const pieces = await all(unpack(file, entries.get(sheet)!));
  const lines = (await all((await openWorkbook(file)).rows(''))).flat();
  return { xml: Buffer.concat(pieces).toString(), lines };
}

test('what looks like a formula is text, and every sign of it stays', async () => {
  const odd = ['=1+1', '+61412345678', '-2+3', '@SUM(A1)', '=HYPERLINK("http://x","y")', '<b>&"', "it's"];
  const { xml, lines } = await written(
    ['Name', 'Other'],
    odd.map((text) => [text, '']),
  );
  expect(xml).not.toContain('<f>');
  expect(xml).not.toMatch(/<c [^>]*t="n"/);
  expect(JSON.stringify(lines)).toContain(JSON.stringify('=HYPERLINK("http://x","y")').slice(1, -1));
  for (const text of odd) expect(JSON.stringify(lines)).toContain(JSON.stringify(text).slice(1, -1));
});

test('digits are numbers where a spreadsheet keeps them all, and text where it would lose some', async () => {
  const { xml } = await written(
    ['Sum'],
    [[{ digits: '12.50' }], [{ digits: '1234567890123456.78' }], [{ digits: '-0.25' }], [{ digits: '=1' }], ['0412345678']],
  );
  expect(xml).toContain('<v>12.5</v>');
  expect(xml).toContain('<v>-0.25</v>');
  expect(xml).not.toContain('123456789012345');
  expect(xml.match(/<v>[\d.-]+<\/v>/g)?.length).toBeGreaterThanOrEqual(2);
});
