import type { PoolClient } from 'pg';

/** A statement with its values kept apart: text never contains input. */
export type Sql = {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Prepared once for each connection under this name. */
  readonly name?: string;
};

/** What tables and reads talk to: a client inside a transaction, or a pool. */
export type Tx = Pick<PoolClient, 'query'>;

/** Builds a statement; `${value}` becomes a parameter, `${sql`…`}` is spliced in. */
export function sql(strings: TemplateStringsArray, ...parts: readonly unknown[]): Sql {
  const values: unknown[] = [];
  const text = appendParts(strings, parts, values);
  return { text, values };
}

/** For the few statements that run for every call: PostgreSQL reads and plans them once. One name, one text. */
export const prepared = (name: string, statement: Sql): Sql => ({ ...statement, name });

/** Joins conditions with a keyword, such as ` and `. */
export function join(parts: readonly Sql[], separator: ' and ' | ', '): Sql {
  const strings = Object.assign(parts.length === 0 ? [''] : ['', ...parts.slice(1).map(() => separator), ''], { raw: [] });
  return sql(strings as unknown as TemplateStringsArray, ...parts);
}

/** Runs a statement and returns its rows as they came; callers convert with their `fromRow`. */
export async function rows<Row>(tx: Tx, statement: Sql): Promise<readonly Row[]> {
  const { name, text } = statement;
  const values = [...statement.values];
  const result = name === undefined ? await tx.query(text, values) : await tx.query({ name, text, values });
  return result.rows as Row[];
}

/** The first row, or undefined. */
export async function row<Row>(tx: Tx, statement: Sql): Promise<Row | undefined> {
  return (await rows<Row>(tx, statement))[0];
}

function appendParts(strings: readonly string[], parts: readonly unknown[], values: unknown[]): string {
  let text = strings[0] ?? '';
  parts.forEach((part, index) => {
    text += isSql(part) ? renumber(part, values) : `$${values.push(part)}`;
    text += strings[index + 1] ?? '';
  });
  return text;
}

function renumber(part: Sql, values: unknown[]): string {
  const offset = values.length;
  values.push(...part.values);
  return part.text.replace(/\$(\d+)/g, (_, digits: string) => `$${Number(digits) + offset}`);
}

function isSql(part: unknown): part is Sql {
  return typeof part === 'object' && part !== null && 'text' in part && 'values' in part;
}
