import { row, sql, type Tx } from '../sql.ts';

/** How invoices go out by e-mail. */
export async function getInvoiceMail(tx: Tx) {
  const found = await row<{ isOn: boolean; attachesXml: boolean; subject: string; body: string; version: number }>(
    tx,
    sql`select is_on as "isOn", attaches_xml as "attachesXml", subject, body, version from invoice_mail_setting`,
  );
  if (!found) throw new Error('the row of invoice mail settings is missing');
  return found;
}
