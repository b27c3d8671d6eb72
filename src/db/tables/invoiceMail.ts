import type { Id } from '../../core/base/id.ts';
import { row, rows, sql, type Tx } from '../sql.ts';

export type InvoiceMail = {
  readonly isOn: boolean;
  readonly attachesXml: boolean;
  readonly subject: string;
  readonly body: string;
};

const columns = sql`is_on as "isOn", attaches_xml as "attachesXml", subject, body, version`;

/** How invoices go out by e-mail, locked against other changes. */
export async function lockInvoiceMail(tx: Tx): Promise<InvoiceMail & { readonly version: number }> {
  return known(await row(tx, sql`select ${columns} from invoice_mail_setting for update`));
}

export async function getInvoiceMailSetting(tx: Tx): Promise<InvoiceMail & { readonly version: number }> {
  return known(await row(tx, sql`select ${columns} from invoice_mail_setting`));
}

function known<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('the row of invoice mail settings is missing');
  return found;
}

export async function updateInvoiceMail(tx: Tx, one: InvoiceMail): Promise<void> {
  await rows(
    tx,
    sql`update invoice_mail_setting
           set is_on = ${one.isOn}, attaches_xml = ${one.attachesXml}, subject = ${one.subject}, body = ${one.body}`,
  );
}

/** Whether this customer gets invoices by e-mail, where they are mailed at all. The caller has locked the account's billing row. */
export async function getMailsInvoices(tx: Tx, accountId: Id): Promise<boolean> {
  const found = await row<{ mailsInvoices: boolean }>(
    tx,
    sql`select mails_invoices as "mailsInvoices" from account_billing where account_id = ${accountId}`,
  );
  return found?.mailsInvoices ?? true;
}

export async function saveMailsInvoices(tx: Tx, accountId: Id, mailsInvoices: boolean): Promise<void> {
  await rows(tx, sql`update account_billing set mails_invoices = ${mailsInvoices} where account_id = ${accountId}`);
}

/** Takes invoices that are to be mailed, the oldest first; another office passes over them. Their mark goes with this transaction. */
export async function takeDueDeliveries(tx: Tx, at: string, limit: number): Promise<readonly { readonly invoiceId: Id }[]> {
  return rows(
    tx,
    sql`update invoice_delivery
           set due_at = null
         where invoice_id in (select invoice_id
                                from invoice_delivery
                               where due_at <= ${at}
                               order by due_at, invoice_id
                               limit ${limit}
                                 for update skip locked)
     returning invoice_id as "invoiceId"`,
  );
}

/** Of an invoice: whose it is, and how often it was mailed. */
export async function getInvoiceRecipient(
  tx: Tx,
  invoiceId: Id,
): Promise<{ readonly accountId: Id; readonly letters: number; readonly email: string } | undefined> {
  return row(
    tx,
    sql`select i.account_id as "accountId", a.email,
               (select count(*)::int from letter l where l.invoice_id = i.id) as letters
          from invoice i
          join account a on a.id = i.account_id
         where i.id = ${invoiceId}`,
  );
}

export type InvoiceLetter = {
  readonly key: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly accountId: Id;
  readonly invoiceId: Id;
  readonly attachesXml: boolean;
};

/** Queues a letter that an invoice is attached to when it is sent. The same key is sent once. */
export async function queueInvoiceLetter(tx: Tx, one: InvoiceLetter): Promise<void> {
  await rows(
    tx,
    sql`insert into letter (key, to_address, subject, body_text, account_id, invoice_id, attaches_xml)
        values (${one.key}, ${one.to}, ${one.subject}, ${one.text}, ${one.accountId}, ${one.invoiceId}, ${one.attachesXml})
        on conflict (key) do nothing`,
  );
}
