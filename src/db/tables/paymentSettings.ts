import type { DunningStep } from '../../core/payments/dunning.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export const chargeDays = ['issued', 'due'] as const;
/** How money is collected. */
export type PaymentSettings = {
  readonly chargesCards: boolean;
  readonly chargeOn: (typeof chargeDays)[number];
  readonly retryDays: readonly number[];
  readonly chargesStoredCards: boolean;
  readonly linkDays: number;
};

const columns = sql`charges_cards as "chargesCards", charge_on as "chargeOn", retry_days as "retryDays",
  charges_stored_cards as "chargesStoredCards", link_days as "linkDays", version`;

export async function lockPaymentSettings(tx: Tx): Promise<PaymentSettings & { readonly version: number }> {
  return needed(await row<PaymentSettings & { version: number }>(tx, sql`select ${columns} from payment_setting for update`));
}

export async function getPaymentSettings(tx: Tx): Promise<PaymentSettings & { readonly version: number }> {
  return needed(await row<PaymentSettings & { version: number }>(tx, sql`select ${columns} from payment_setting`));
}

export async function updatePaymentSettings(tx: Tx, one: PaymentSettings): Promise<void> {
  await rows(
    tx,
    sql`update payment_setting
           set charges_cards = ${one.chargesCards}, charge_on = ${one.chargeOn}, retry_days = ${one.retryDays},
               charges_stored_cards = ${one.chargesStoredCards}, link_days = ${one.linkDays}`,
  );
}

export async function listDunningSteps(tx: Tx): Promise<readonly DunningStep[]> {
  return rows<DunningStep>(
    tx,
    sql`select position, kind, days_after_due as "daysAfterDue", is_on as "isOn", fee from dunning_step order by position`,
  );
}

/** The whole ladder anew; what was taken of the old one stays written down. Moves the version of the payment settings. */
export async function replaceDunningSteps(tx: Tx, steps: readonly DunningStep[]): Promise<void> {
  await rows(tx, sql`delete from dunning_step`);
  for (const one of steps)
    await rows(
      tx,
      sql`insert into dunning_step (position, kind, days_after_due, is_on, fee)
          values (${one.position}, ${one.kind}, ${one.daysAfterDue}, ${one.isOn}, ${one.fee})`,
    );
  await rows(tx, sql`update payment_setting set version = version + 1`);
}

function needed<T>(found: T | undefined): T {
  if (!found) throw new Error('the payment_setting row is missing');
  return found;
}
