import { type Amount, formatAmount } from '../../core/base/money.ts';
import type { DunningKind } from '../../core/payments/dunning.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

type SettingRow = {
  chargesCards: boolean;
  chargeOn: 'issued' | 'due';
  retryDays: number[];
  chargesStoredCards: boolean;
  linkDays: number;
  version: number;
};

/** How money is collected. */
export async function readPaymentSettings(tx: Tx) {
  const found = await row<SettingRow>(
    tx,
    sql`select charges_cards as "chargesCards", charge_on as "chargeOn", retry_days as "retryDays",
               charges_stored_cards as "chargesStoredCards", link_days as "linkDays", version
          from payment_setting`,
  );
  if (!found) throw new Error('the payment_setting row is missing');
  return found;
}

/** The reminder ladder. */
export async function readDunning(tx: Tx) {
  const { version } = await readPaymentSettings(tx);
  const found = await rows<{ kind: DunningKind; daysAfterDue: number; isOn: boolean; fee: Amount | null }>(
    tx,
    sql`select kind, days_after_due as "daysAfterDue", is_on as "isOn", fee from dunning_step order by position`,
  );
  return { steps: found.map((one) => ({ ...one, fee: one.fee === null ? null : formatAmount(one.fee) })), version };
}

export type SeenGateway = {
  readonly code: string;
  readonly isActive: boolean;
  readonly shown: Readonly<Record<string, string>>;
  readonly filled: readonly string[];
  readonly version: number;
};

/** The gateways that were ever saved, without their secrets. */
export async function readGateways(tx: Tx): Promise<readonly SeenGateway[]> {
  return rows<SeenGateway>(
    tx,
    sql`select code, is_active as "isActive", shown, filled, version from gateway_setting order by code`,
  );
}
