import type * as z from 'zod';
import type { EndpointOptions } from '../http/contract/endpoint.ts';
import { callPage } from './api.ts';
import { saveFile, toCsv } from './kit/csv.ts';

type ListEndpoint<T> = EndpointOptions & {
  readonly response: z.ZodType<{ readonly items: readonly T[]; readonly next?: string | undefined }>;
};
type Export<T> = {
  readonly name: string;
  readonly endpoint: ListEndpoint<T>;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly header: readonly string[];
  readonly cells: (row: T) => readonly string[];
  readonly rowsMax?: number;
  /** Hears how many rows were read so far. */
  readonly onCount?: (count: number) => void;
};

/** Saves a filtered list as CSV, at most 10,000 rows unless `rowsMax` says otherwise. */
export async function exportRows<T>(wanted: Export<T>): Promise<void> {
  const { name, endpoint, params = {}, query = {}, header, cells, rowsMax = 10_000, onCount } = wanted;
  const rows: (readonly string[])[] = [];
  let after = '';
  onCount?.(0);
  do {
    const page = await callPage(endpoint, { params, query: { ...query, limit: 200 } }, after);
    rows.push(...page.items.map(cells));
    onCount?.(rows.length);
    after = page.next ?? '';
  } while (after !== '' && rows.length < rowsMax);
  saveFile(name, toCsv(header, rows.slice(0, rowsMax)));
}
