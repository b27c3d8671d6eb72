import type { Id } from '../../core/base/id.ts';
import { type Amount, formatAmount } from '../../core/base/money.ts';
import type { MatchGrade } from '../../core/payments/bankLine.ts';
import { rows, type Sql, sql, type Tx } from '../sql.ts';
import { accountName } from './accountName.ts';
import { cursorOf, idPattern, keysOf, type PageRequest, pageOf } from './page.ts';

type LineRow = {
  id: string;
  bankReference: string;
  bookedOn: string;
  amount: Amount;
  currency: string;
  payer: string;
  text: string;
  state: 'open' | 'booked' | 'ignored';
  grade: MatchGrade;
  accountId: string | null;
  accountName: string | null;
  invoices: { id: number; number: string }[] | null;
  paymentId: string | null;
  note: string;
};

/** Lines of bank statements, newest first, with what each may pay. */
export async function listBankLines(tx: Tx, state: LineRow['state'] | undefined, page: PageRequest) {
  const [after] = keysOf(page.after, idPattern) ?? ['9223372036854775807'];
  const ofState = state === undefined ? sql`true` : sql`l.state = ${state}`;
  const found = await linesWhere(tx, sql`${ofState} and l.id < ${after}`, page.limit + 1);
  return pageOf(found, page.limit, toItem, (one) => cursorOf(one.id));
}

export async function findBankLine(tx: Tx, id: Id) {
  const found = (await linesWhere(tx, sql`l.id = ${id}`, 1))[0];
  return found && toItem(found);
}

function linesWhere(tx: Tx, condition: Sql, limit: number): Promise<readonly LineRow[]> {
  return rows<LineRow>(
    tx,
    sql`select l.id::text as id, l.bank_reference as "bankReference", l.booked_on as "bookedOn", l.amount, l.currency, l.payer, l.text,
               l.state, l.grade, a.id::text as "accountId", case when a.id is not null then ${accountName} end as "accountName",
               (select jsonb_agg(jsonb_build_object('id', i.id, 'number', i.number) order by i.id)
                  from invoice i
                 where i.id = any (l.invoice_ids)) as invoices,
               l.payment_id::text as "paymentId", l.note
          from bank_line l
          left join account a on a.id = l.account_id
         where ${condition}
         order by l.id desc
         limit ${limit}`,
  );
}

function toItem({ amount, accountId, accountName: name, invoices, paymentId, ...shown }: LineRow) {
  return {
    ...shown,
    amount: formatAmount(amount),
    invoices: (invoices ?? []).map((one) => ({ id: String(one.id), number: one.number })),
    ...(accountId !== null && { accountId, accountName: name ?? '' }),
    ...(paymentId !== null && { paymentId }),
  };
}
