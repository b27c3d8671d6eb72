import { existsSync } from 'node:fs';
import { Client } from 'pg';
import type { CardKeySource } from '../config.ts';
import { listCardKeysInUse } from '../db/tables/cardVault.ts';
import { readCardKeys } from '../supervisor/cardKeys.ts';
import type { Finding } from './finding.ts';

/** Is every key there that a stored card needs? Makes none. */
export async function checkCardKeys(source: CardKeySource, url: string): Promise<Finding> {
  const used = await keysInUse(url);
  if (used.length === 0) return { kind: 'note', says: 'no card is stored yet' };
  const isThere = source.kind !== 'file' || existsSync(source.file);
  const known = isThere ? (await readCardKeys(source)).known : new Map();
  const missing = used.filter((id) => !known.has(id));
  if (missing.length === 0)
    return { kind: 'right', says: `${used.length === 1 ? 'the key' : `${used.length} keys`} of the stored cards can be read` };
  const remedy = source.kind === 'file' ? `Restore ${source.file} from your backup.` : 'Put the old key behind the new one.';
  return { kind: 'wrong', says: `stored cards need the key ${missing.join(', ')}, which is not there`, remedy };
}

async function keysInUse(url: string): Promise<readonly string[]> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  try {
    await client.connect();
    return (await listCardKeysInUse(client as Parameters<typeof listCardKeysInUse>[0])).map((one) => one.keyId);
  } finally {
    await client.end().catch(() => undefined);
  }
}
