import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { columnName } from '../core/decks/deckRow.ts';

/** A sheet has so many rows, and not one more (ECMA-376 as Excel takes it). */
export const sheetRowsMax = 1_048_576;

/**
 * A workbook of one sheet, written while its rows come: every cell is text as it stands, so nothing is live in it and no digit
 * is lost. The titles stand in the first row.
 */
export function xlsxFile(sheet: string, rows: AsyncIterable<readonly string[]>): Readable {
  const zip = new ZipFile();
  const add = (name: string, text: string): void => zip.addBuffer(Buffer.from(`${head}${text}`), name);
  add('[Content_Types].xml', contentTypes);
  add('_rels/.rels', relations('officeDocument', 'xl/workbook.xml'));
  add('xl/_rels/workbook.xml.rels', relations('worksheet', 'worksheets/sheet1.xml'));
  add(
    'xl/workbook.xml',
    `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${xmlText(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  );
  const content = Readable.from(sheetXml(rows), { objectMode: false });
  const output = zip.outputStream as Readable;
  content.once('error', (error) => output.destroy(error));
  zip.addReadStream(content, 'xl/worksheets/sheet1.xml');
  zip.end();
  return output;
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageSpace = 'http://schemas.openxmlformats.org/package/2006';
const contentTypes =
  `<Types xmlns="${packageSpace}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
  '<Default Extension="xml" ContentType="application/xml"/>' +
  '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>' +
  '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>';

const relations = (kind: string, target: string): string =>
  `<Relationships xmlns="${packageSpace}/relationships"><Relationship Id="rId1" Type="${office}/${kind}" Target="${target}"/></Relationships>`;

/** Rows of one chunk of text. */
const rowsAtOnce = 500;

async function* sheetXml(rows: AsyncIterable<readonly string[]>): AsyncGenerator<string> {
  let text = `${head}<worksheet xmlns="${main}"><sheetData>`;
  let line = 0;
  for await (const cells of rows) {
    line += 1;
    text += `<row r="${line}">${cells.map((text, column) => cell(text, `${columnName(column)}${line}`)).join('')}</row>`;
    if (line % rowsAtOnce !== 0) continue;
    yield text;
    text = '';
  }
  yield `${text}</sheetData></worksheet>`;
}

/** An empty cell is left out. The place is optional in the standard, yet some programs read no cell without it. */
const cell = (text: string, place: string): string =>
  text === '' ? '' : `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;

/** XML 1.0 has no control characters; spreadsheets write what looks like their own escape (_x0041_) with one more. */
function xmlText(text: string): string {
  return text
    .replace(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replace(
      /[\ufffe\uffff]|\p{Cc}|\p{Surrogate}/gu,
      (sign) => `_x${sign.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}_`,
    );
}
