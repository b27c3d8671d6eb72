import type * as z from 'zod';
import type { EndpointOptions } from '../../../http/contract/endpoint.ts';
import { callPage } from '../../api.ts';
import { saveFile, toCsv } from '../../kit/csv.ts';

const rowsMax = 10_000;

type ListEndpoint<T> = EndpointOptions & {
  readonly response: z.ZodType<{ readonly items: readonly T[]; readonly next?: string | undefined }>;
};
type Export<T> = {
  readonly name: string;
  readonly endpoint: ListEndpoint<T>;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly header: readonly string[];
  readonly cells: (row: T) => readonly string[];
};

/** Saves a filtered list as CSV, at most 10,000 rows. */
export async function exportRows<T>({ name, endpoint, query = {}, header, cells }: Export<T>): Promise<void> {
  const rows: (readonly string[])[] = [];
  let after = '';
  do {
    const page = await callPage(endpoint, { query: { ...query, limit: 200 } }, after);
    rows.push(...page.items.map(cells));
    after = page.next ?? '';
  } while (after !== '' && rows.length < rowsMax);
  saveFile(name, toCsv(header, rows.slice(0, rowsMax)));
}
