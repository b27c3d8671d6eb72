import { addDays } from '../../core/base/calendar.ts';
import { localDate } from '../../core/base/time.ts';
import { lockAccount } from '../../db/tables/accounts.ts';
import { getBillingSettings } from '../../db/tables/billingSettings.ts';
import { type DueMark, lockDueExtras } from '../../db/tables/extras.ts';
import { getTimeZone } from '../../db/tables/settings.ts';
import { action, done } from '../action.ts';
import { chargeDueExtras } from './chargeDueExtras.ts';
import { followWaiting } from './followWaiting.ts';

export type ChargeExtras = { readonly after: DueMark; readonly limit: number };
/** How many charges were booked; `next` = where to go on, absent when this was the end. */
export type ChargedExtras = { readonly count: number; readonly next?: DueMark };

/** Charges a handful of the extras that are due by now, and suspends or restores Pre-Paid accounts by what became of them. */
export const chargeExtras = action<ChargeExtras, ChargedExtras>(
  'extra.charge',
  'money.adjust',
  async (work, { after, limit }) => {
    const zone = await getTimeZone(work.tx);
    const { settings } = await getBillingSettings(work.tx);
    const until = addDays(localDate(work.now, zone), 1);
    const extras = await lockDueExtras(work.tx, until, after, limit);
    // Accounts before their balances, as everybody who locks both does (money.db.test.ts).
    const prepaid = extras.filter((one) => one.paymentType === 'pre_paid').map((one) => one.accountId);
    for (const accountId of new Set(prepaid)) await lockAccount(work.tx, accountId);
    const charged = await chargeDueExtras(work, extras, until, { zone, extrasMayOverdraw: settings.extrasMayOverdraw });
    await followWaiting(work, charged, until, settings.extrasSuspend);
    const count = charged.reduce((sum, one) => sum + one.count, 0);
    const last = extras.at(-1);
    return done({ count, ...(extras.length === limit && last && { next: { accountId: last.accountId, id: last.id } }) }, null);
  },
);
