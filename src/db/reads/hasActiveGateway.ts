import { row, sql, type Tx } from '../sql.ts';

/** True when customers can pay by card now. */
export async function hasActiveGateway(tx: Tx): Promise<boolean> {
  const found = await row<{ has: boolean }>(tx, sql`select exists (select from gateway_setting where is_active) as has`);
  return found?.has ?? false;
}
