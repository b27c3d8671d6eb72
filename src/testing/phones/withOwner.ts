import { Client, type QueryResult } from 'pg';

/** One statement as the owner of a test's database: what the panel would have done. */
export async function withOwner(ownerUrl: string, statement: string): Promise<QueryResult> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}
