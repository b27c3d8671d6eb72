/** A cell of a file: text, or digits that a spreadsheet may reckon with. */
export type TableCell = string | { readonly digits: string };

/**
 * A workbook of one sheet. Text is a text cell, so that nothing in it can run as a formula; digits are a number where a spreadsheet
 * keeps all of them. Made without workers, which the panel's content security policy forbids.
 */
export async function toXlsx(header: readonly string[], rows: readonly (readonly TableCell[])[]): Promise<Blob> {
  const { default: write } = await import('write-excel-file/universal');
  const title = (value: string) => ({ value, type: String, fontWeight: 'bold' as const });
  const widths = header.map((text) => ({ width: Math.min(40, Math.max(12, text.length + 2)) }));
  return write([header.map(title), ...rows.map((row) => row.map(cellOf))], { columns: widths, stickyRowsCount: 1 }).toBlob();
}

function cellOf(cell: TableCell) {
  const text = textOf(cell);
  const isNumber =
    typeof cell !== 'string' && /^-?\d+(\.\d+)?$/.test(text) && text.replace(/\D/g, '').length <= spreadsheetDigits;
  return isNumber ? { value: Number(text), type: Number } : text === '' ? null : { value: text, type: String };
}

/** IEEE 754 doubles keep 15 decimal digits. */
const spreadsheetDigits = 15;

export const textOf = (cell: TableCell): string => (typeof cell === 'string' ? cell : cell.digits);
