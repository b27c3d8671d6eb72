import { type Amount, formatAmount } from '../../core/base/money.ts';
import type { LocalDate } from '../../core/base/time.ts';
import type { Restriction } from '../../core/payments/dunning.ts';
import { rows, sql, type Tx } from '../sql.ts';
import { accountName } from './accountName.ts';
import { cursorOf, keysOf, type PageRequest, pageOf } from './page.ts';

type DebtorRow = {
  accountId: string;
  accountName: string;
  currency: string;
  restriction: Restriction;
  isActive: boolean;
  oldestDueOn: string;
  open: Amount;
  current: Amount;
  to30: Amount;
  to60: Amount;
  to90: Amount;
  older: Amount;
};

/** Who owes how much, by the age of the debt on `today`; the largest debts first. */
export async function listDebtors(tx: Tx, today: LocalDate, page: PageRequest) {
  const [open, id] = keysOf(page.after, /^\d{1,19}$/, /^\d{1,18}$/) ?? ['9223372036854775807', '0'];
  const found = await rows<DebtorRow>(
    tx,
    sql`with debt as (
          select d.account_id, sum(d.open)::bigint as open, min(d.due_on) as oldest,
                 coalesce(sum(d.open) filter (where d.due_on >= ${today}), 0)::bigint as current,
                 coalesce(sum(d.open) filter (where ${today}::date - d.due_on between 1 and 30), 0)::bigint as to30,
                 coalesce(sum(d.open) filter (where ${today}::date - d.due_on between 31 and 60), 0)::bigint as to60,
                 coalesce(sum(d.open) filter (where ${today}::date - d.due_on between 61 and 90), 0)::bigint as to90,
                 coalesce(sum(d.open) filter (where ${today}::date - d.due_on > 90), 0)::bigint as older
            from invoice_debt d
           where d.side = 'owed'
             and d.open > 0
           group by d.account_id)
        select a.id::text as "accountId", ${accountName} as "accountName", a.currency, a.restriction, a.is_active as "isActive",
               debt.oldest as "oldestDueOn", debt.open, debt.current, debt.to30, debt.to60, debt.to90, debt.older
          from debt
          join account a on a.id = debt.account_id
         where (debt.open, -a.id) < (${open}::bigint, -${id}::bigint)
         order by debt.open desc, a.id
         limit ${page.limit + 1}`,
  );
  return pageOf(found, page.limit, toItem, (one) => cursorOf(String(one.open), one.accountId));
}

function toItem({ open, current, to30, to60, to90, older, ...shown }: DebtorRow) {
  const [openText, ...ages] = [open, current, to30, to60, to90, older].map(formatAmount);
  const [currentText = '', to30Text = '', to60Text = '', to90Text = '', olderText = ''] = ages;
  return {
    ...shown,
    open: openText ?? '',
    current: currentText,
    to30: to30Text,
    to60: to60Text,
    to90: to90Text,
    older: olderText,
  };
}
