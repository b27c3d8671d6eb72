import type * as z from 'zod';
import type { EndpointOptions } from '../http/contract/endpoint.ts';
import { callPage } from './api.ts';
import { saveTable, type TableFormat } from './kit/table.ts';
import type { TableCell } from './kit/xlsx.ts';

type ListEndpoint<T> = EndpointOptions & {
  readonly response: z.ZodType<{ readonly items: readonly T[]; readonly next?: string | undefined }>;
};
type Export<T> = {
  readonly name: string;
  readonly endpoint: ListEndpoint<T>;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly header: readonly string[];
  readonly cells: (row: T) => readonly TableCell[];
  readonly rowsMax?: number;
} & ExportHow;
/** What the button decides, and what it hears. */
export type ExportHow = {
  /** Hears how many rows were read so far. */
  readonly onCount?: (count: number) => void;
  /** CSV when left out. */
  readonly format?: TableFormat;
};

/** Saves a filtered list as CSV or XLSX, at most 10,000 rows unless `rowsMax` says otherwise. */
export async function exportRows<T>(wanted: Export<T>): Promise<void> {
  const { name, endpoint, params = {}, query = {}, header, cells, rowsMax = 10_000, onCount, format } = wanted;
  const rows: (readonly TableCell[])[] = [];
  let after = '';
  onCount?.(0);
  do {
    const page = await callPage(endpoint, { params, query: { ...query, limit: 200 } }, after);
    rows.push(...page.items.map(cells));
    onCount?.(rows.length);
    after = page.next ?? '';
  } while (after !== '' && rows.length < rowsMax);
  await saveTable(name.replace(/\.csv$/, ''), header, rows.slice(0, rowsMax), format);
}
