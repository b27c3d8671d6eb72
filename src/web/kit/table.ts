import { saveBlob, saveFile, toCsv } from './csv.ts';
import { type TableCell, textOf, toXlsx } from './xlsx.ts';

export type TableFormat = 'csv' | 'xlsx';

/** Saves rows as a file that people open; `name` without its ending. */
export async function saveTable(
  name: string,
  header: readonly string[],
  rows: readonly (readonly TableCell[])[],
  format: TableFormat = 'csv',
): Promise<void> {
  if (format === 'xlsx') return saveBlob(`${name}.xlsx`, await toXlsx(header, rows));
  saveFile(
    `${name}.csv`,
    toCsv(
      header,
      rows.map((row) => row.map(textOf)),
    ),
  );
}
