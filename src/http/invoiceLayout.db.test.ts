import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeMailSettings } from '../actions/mail/changeMailSettings.ts';
import { run } from '../actions/run.ts';
import { systemActor } from '../core/access/permission.ts';
import { startOfDay } from '../core/base/calendar.ts';
import type { Id } from '../core/base/id.ts';
import { storedFile } from '../files/storedFile.ts';
import { readZip, unpack } from '../files/zip.ts';
import { furnish } from '../testing/accounts.ts';
import { addCall, gst, openBilledAccount, setBilling } from '../testing/billing.ts';
import { type MailServer, startMailServer } from '../testing/mail/mailServer.ts';
import { startTestPanel, type TestPanel } from '../testing/panel.ts';

let panel: TestPanel;
let mail: MailServer;
let cookie: string;
let accountId: Id;
beforeAll(async () => {
  panel = await startTestPanel();
  mail = await startMailServer();
  await furnish(panel.context);
  await setBilling(panel.context, { sellerTaxId: '12 345 678 901' }, [gst]);
  const { settings } = mail;
  await run(panel.context, systemActor, changeMailSettings, { ...settings, version: 1 } as never);
  travelTo('2031-01-10');
  accountId = await openBilledAccount(panel.context, {
    details: { lastName: 'Flet<script>x</script>', email: 'ann@example.org', country: 'AU' },
  });
  await issue('2031-02-01', '100');
});
afterAll(async () => {
  await panel.close();
  await mail.close();
});

function travelTo(date: string): void {
  panel.passTime(startOfDay(date, 'UTC') + 12 * 3_600_000 - panel.context.clock());
}
/** A call before this day and the invoice of its month, issued on it. */
async function issue(on: string, price: string): Promise<void> {
  await addCall(panel, accountId, { price, endedAt: isoBefore(on) });
  travelTo(on);
  cookie = await panel.signIn('administrator');
  await ask('POST', '/invoice-runs', {});
  await panel.doOfficeWork('issuing invoices');
}
const isoBefore = (on: string) => new Date(Date.parse(`${on}T00:00:00Z`) - 10 * 86_400_000).toISOString();
async function ask(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown) {
  const response = await panel.ask(method, path, { cookie, ...(body !== undefined && { body }) });
  return { status: response.statusCode, ...response.json() };
}
const file = (id: string, kind: string) => panel.ask('GET', `/invoices/${id}/file?kind=${kind}`, { cookie });
async function change(source: string, more: object = {}) {
  const { id } = await ask('GET', '/invoice-layout');
  return ask('PUT', '/invoice-layout', { source, before: id, ...more });
}

describe('a layout', () => {
  test('with an unknown tag is refused with its line, and nothing is stored', async () => {
    const before = await ask('GET', '/invoice-layout');
    const { status, faults } = await change('<p>\n{frist_name}</p>');
    expect([status, faults[0].field, faults[0].message]).toEqual([
      400,
      'source',
      expect.stringMatching(/^Line 2, column 1: There is no tag/),
    ]);
    expect(await ask('GET', '/invoice-layout')).toEqual(before);
  });

  test('of two who save at once the second is told', async () => {
    const { id, source } = await ask('GET', '/invoice-layout');
    expect((await ask('PUT', '/invoice-layout', { source: '<p>one {first_name}</p>', before: id })).status).toBe(200);
    expect(await ask('PUT', '/invoice-layout', { source: '<p>two</p>', before: id })).toMatchObject({
      status: 409,
      code: 'stale_version',
    });
    const { id: later } = await ask('GET', '/invoice-layout');
    expect(await ask('POST', `/invoice-layouts/${id}/restore`, { before: later })).toMatchObject({
      source,
      isBuiltIn: true,
      restoresId: id,
      pdfBy: 'typst',
    });
  });

  test('an issued invoice keeps the layout that it was issued with, byte for byte; the next one has the new', async () => {
    const [first] = (await ask('GET', '/invoices')).items;
    const [html, pdf] = [(await file(first.id, 'html')).rawPayload, (await file(first.id, 'pdf')).rawPayload];
    expect(html.toString()).toContain('Flet&#60;script&#62;');
    expect((await change('<p>NEW {invoice_number} <b onclick="x()">{last_name}</b></p>')).source).toBe(
      '<p>NEW {invoice_number} <b>{last_name}</b></p>',
    );
    await issue('2031-03-01', '5');
    const [second] = (await ask('GET', '/invoices')).items;
    expect((await file(second.id, 'html')).body).toContain('<p>NEW INV-2031-000002 <b>Flet&#60;script&#62;');
    expect((await file(first.id, 'html')).rawPayload.equals(html)).toBe(true);
    expect((await file(first.id, 'pdf')).rawPayload.equals(pdf)).toBe(true);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await ask('GET', '/invoice-layouts')).items.length).toBe(4);
  });

  test('a preview prints a real invoice and stores nothing', async () => {
    const [one] = (await ask('GET', '/invoices')).items;
    const { id } = await ask('GET', '/invoice-layout');
    const seen = await ask('POST', '/invoice-layout/preview', {
      source: '<i>{invoice_number}</i><script>x</script>',
      invoiceId: one.id,
    });
    expect([seen.html.includes(`<i>${one.number}</i>`), seen.html.includes('script>x'), seen.isChanged]).toEqual([
      true,
      false,
      true,
    ]);
    expect((await ask('POST', '/invoice-layout/preview', { source: '{x' })).status).toBe(400);
    expect((await ask('POST', '/invoice-layout/preview', { source: 'x', invoiceId: '999' })).status).toBe(404);
    expect((await ask('GET', '/invoice-layout')).id).toBe(id);
  });

  test('a stored layout cannot be changed, not even by a mistake of ours', async () =>
    expect(panel.asOwner("update invoice_layout set source = 'x'")).rejects.toThrow());
});

test('what is shown in a browser may load and run nothing', async () => {
  const [one] = (await ask('GET', '/invoices')).items;
  const { headers } = await file(one.id, 'html');
  expect(headers['content-security-policy']).toMatch(/default-src 'none';.*sandbox/);
  expect(headers['content-security-policy']).not.toContain('allow-scripts');
});

test('each call on an issued invoice, when the layout lists them', async () => {
  const [one] = (await ask('GET', '/invoices')).items;
  const { html } = await ask('POST', '/invoice-layout/preview', {
    source: '<table>{call_lines}</table>',
    callsBy: 'each',
    invoiceId: one.id,
  });
  expect(html).toMatch(
    /<tr><td>2031-02-\d\d \d\d:\d\d<\/td><td>\d+<\/td><td>Australia<\/td><td class="number">1:00<\/td><td class="number">5<\/td><\/tr>/,
  );
});

test('an e-invoice says what is missing, or adds up', async () => {
  const [one] = (await ask('GET', '/invoices')).items;
  const answer = await file(one.id, 'xml');
  if (answer.statusCode === 200) expect(answer.body).toContain('<cbc:ID>INV-2031-000002</cbc:ID>');
  else expect(answer.json()).toMatchObject({ code: 'e_invoice_incomplete', faults: [{ message: expect.any(String) }] });
});

describe('by e-mail', () => {
  const setMail = async (given: object) => {
    const { status: _, ...stored } = await ask('GET', '/invoice-mail');
    return ask('PUT', '/invoice-mail', { ...stored, ...given });
  };

  test('a subject with an unknown tag is refused at its field', async () => {
    const { status, faults } = await setMail({ subject: '{nothing}' });
    expect([status, faults[0].field]).toEqual([400, 'subject']);
  });

  test('an issued invoice goes out once with its PDF, and again when it is asked for', async () => {
    await setMail({ isOn: true, subject: 'Invoice {invoice_number}', body: 'Dear {last_name}, {invoice_total_value}' });
    await ask('POST', '/invoice-layouts/1/restore', { before: (await ask('GET', '/invoice-layout')).id });
    await issue('2031-04-01', '7');
    await panel.doOfficeWork('mailing invoices', 'sending letters');
    await panel.doOfficeWork('mailing invoices', 'sending letters');
    const [one] = (await ask('GET', '/invoices')).items;
    const pdf = (await file(one.id, 'pdf')).rawPayload;
    const sent = () => mail.mails.filter(({ subject }) => subject === `Invoice ${one.number}`);
    expect(sent().length).toBe(1);
    expect(sent()[0]?.text).toContain('Dear Flet<script>');
    expect(sent()[0]?.attachments.map(({ filename, content }) => [filename, content.equals(pdf)])).toEqual([
      [`${one.number}.pdf`, true],
    ]);
    expect(await ask('POST', `/invoices/${one.id}/letters`)).toMatchObject({ status: 202, to: 'ann@example.org' });
    await panel.doOfficeWork('sending letters');
    expect(sent().length).toBe(2);
  });
});

test('an account that wants no invoices by e-mail gets none', async () => {
  const own = { billingDay: null, termsDays: null, taxExemption: '' };
  const path = `/accounts/${accountId}/billing`;
  expect(await ask('PUT', path, { ...own, mailsInvoices: false })).toMatchObject({ status: 200, mailsInvoices: false });
  expect(await ask('PUT', path, own)).toMatchObject({ mailsInvoices: false });
  const before = mail.mails.length;
  await issue('2031-05-01', '9');
  await panel.doOfficeWork('mailing invoices', 'sending letters');
  expect(mail.mails.length).toBe(before);
});

test('all invoices of a run as one zip', async () => {
  const [runs] = (await ask('GET', '/invoice-runs')).items;
  const answer = await panel.ask('GET', `/invoice-runs/${runs.id}/files?kind=html`, { cookie });
  expect(answer.headers['content-type']).toBe('application/zip');
  const stored = storedFile(answer.rawPayload.length, answer.rawPayload.length, async () => answer.rawPayload);
  const entries = await readZip(stored);
  expect([...entries.keys()]).toEqual(['INV-2031-000004.html']);
  const entry = entries.get('INV-2031-000004.html');
  if (!entry) throw new Error('no entry');
  const parts: Uint8Array[] = [];
  for await (const part of unpack(stored, entry)) parts.push(part);
  const [one] = (await ask('GET', '/invoices')).items;
  expect(Buffer.concat(parts).equals((await file(one.id, 'html')).rawPayload)).toBe(true);
});
