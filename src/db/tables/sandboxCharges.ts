import type { SandboxCharge } from '../../core/payments/sandboxCards.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

type Detail = Omit<SandboxCharge, 'key' | 'asks' | 'refunds'>;
type Row = { key: string; detail: Detail; asks: number; refunds: SandboxCharge['refunds'] };

/** Writes an attempt of the sandbox down, unless its key is there; answers what is there. */
export async function addSandboxCharge(tx: Tx, { key, asks: _, refunds: __, ...detail }: SandboxCharge): Promise<SandboxCharge> {
  await rows(
    tx,
    sql`insert into sandbox_charge (key, detail) values (${key}, ${JSON.stringify(detail)}) on conflict (key) do nothing`,
  );
  const found = await findSandboxCharge(tx, key);
  if (!found) throw new Error('the sandbox forgot a charge');
  return found;
}

export async function findSandboxCharge(tx: Tx, key: string): Promise<SandboxCharge | undefined> {
  const found = await row<Row>(tx, sql`select key, detail, asks, refunds from sandbox_charge where key = ${key}`);
  return found && { key: found.key, asks: found.asks, refunds: found.refunds, ...found.detail };
}

export async function countSandboxAsk(tx: Tx, key: string): Promise<void> {
  await rows(tx, sql`update sandbox_charge set asks = asks + 1 where key = ${key}`);
}

/** The card that was typed on the sandbox's page; the first one counts. */
export async function saveSandboxCard(tx: Tx, key: string, cardName: string, isConfirmed: boolean): Promise<void> {
  const detail = JSON.stringify({ cardName, isConfirmed });
  await rows(
    tx,
    sql`update sandbox_charge set detail = detail || ${detail}::jsonb where key = ${key} and detail ->> 'cardName' = ''`,
  );
}

export async function addSandboxRefund(
  tx: Tx,
  key: string,
  refund: { readonly key: string; readonly amount: string },
): Promise<void> {
  await rows(
    tx,
    sql`update sandbox_charge
           set refunds = refunds || ${JSON.stringify([refund])}::jsonb
         where key = ${key}
           and not refunds @> ${JSON.stringify([{ key: refund.key }])}::jsonb`,
  );
}
