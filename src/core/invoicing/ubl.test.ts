import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import type { InvoiceDocument } from './invoiceDocument.ts';
import { sampleInvoice } from './layout/sampleInvoice.ts';
import { ublOf } from './ubl.ts';

const parser = new XMLParser({
  ignoreAttributes: false,
  removeNSPrefix: true,
  parseTagValue: false,
  htmlEntities: true,
  isArray: (name) => ['InvoiceLine', 'CreditNoteLine', 'TaxSubtotal'].includes(name),
});
const cents = (one: { readonly '#text': string }) => Math.round(Number(one['#text']) * 100);

function written(given: Partial<InvoiceDocument>) {
  const ubl = ublOf({ ...sampleInvoice, ...given });
  if (!ubl.ok) throw new Error(ubl.missing.join());
  expect(XMLValidator.validate(ubl.xml)).toBe(true);
  const parsed = parser.parse(ubl.xml);
  return parsed.Invoice ?? parsed.CreditNote;
}

/** BR-CO-10, 13, 14, 15 and BR-S-08 of EN 16931. */
function checkSums(one: ReturnType<typeof written>) {
  const lines = one.InvoiceLine ?? one.CreditNoteLine;
  const total = one.LegalMonetaryTotal;
  const net = lines.reduce((sum: number, line: { LineExtensionAmount: never }) => sum + cents(line.LineExtensionAmount), 0);
  expect(cents(total.LineExtensionAmount)).toBe(net);
  expect(cents(total.TaxExclusiveAmount)).toBe(net);
  const groups = one.TaxTotal.TaxSubtotal as {
    TaxableAmount: never;
    TaxAmount: never;
    TaxCategory: { ID: string; Percent: string };
  }[];
  expect(groups.reduce((sum, group) => sum + cents(group.TaxAmount), 0)).toBe(cents(one.TaxTotal.TaxAmount));
  expect(cents(total.TaxInclusiveAmount)).toBe(net + cents(one.TaxTotal.TaxAmount));
  for (const { TaxCategory, TaxableAmount } of groups) {
    const own = lines.filter((line: { Item: { ClassifiedTaxCategory: { ID: string; Percent: string } } }) => {
      const { ID, Percent } = line.Item.ClassifiedTaxCategory;
      return ID === TaxCategory.ID && Percent === TaxCategory.Percent;
    });
    expect(own.reduce((sum: number, line: { LineExtensionAmount: never }) => sum + cents(line.LineExtensionAmount), 0)).toBe(
      cents(TaxableAmount),
    );
  }
}

describe('an e-invoice adds up as EN 16931 wants', () => {
  test('tax that is added', () => {
    const one = written({});
    checkSums(one);
    expect([one.ID, one.InvoiceTypeCode, one.DueDate, one.LegalMonetaryTotal.PayableAmount['@_currencyID']]).toEqual([
      ...['INV-2031-000123', '380', '2031-02-15', 'AUD'],
    ]);
    expect(one.AccountingSupplierParty.Party.PartyTaxScheme.CompanyID).toBe('AU12345678901');
  });
  test('tax that the prices contain', () => {
    const taxes = [
      { name: 'VAT', percent: '20', isInclusive: true, appliesTo: 'everything', base: '21.25', amount: '4.25' },
    ] as const;
    checkSums(written({ taxes, subtotal: '21.25', taxTotal: '4.25', includedTax: '4.25', total: '25.50' }));
  });
  test('reverse charge, exempt, and not subject to VAT', () => {
    const untaxed = { taxes: [], taxTotal: '0.00', total: '25.50' };
    const id = (one: ReturnType<typeof written>) => one.TaxTotal.TaxSubtotal[0].TaxCategory.ID;
    const customer = { ...sampleInvoice.customer, taxId: 'NZ123', country: 'NZ' };
    expect(
      id(written({ ...untaxed, customer, taxNotes: ['Reverse charge: the customer owes the tax in their own country.'] })),
    ).toBe('AE');
    expect(id(written({ ...untaxed, taxNotes: ['Exempt from tax: charity'] }))).toBe('E');
    expect(id(written(untaxed))).toBe('O');
  });
  test('a credit note names its invoice; a line below zero has a quantity of minus one', () => {
    const credits = { number: 'INV-1', issuedOn: '2031-01-01', reason: 'Wrong' };
    const note = written({ kind: 'credit_note', credits, period: null, statement: null });
    expect([note.CreditNoteTypeCode, note.BillingReference.InvoiceDocumentReference.ID]).toEqual(['381', 'INV-1']);
    const [first, ...rest] = sampleInvoice.lines;
    if (!first) throw new Error('no line');
    const one = written({
      lines: [{ ...first, amount: '-12.40' }, ...rest],
      subtotal: '0.70',
      taxTotal: '0.07',
      total: '0.77',
      taxes: [{ ...sampleInvoice.taxes[0], base: '0.70', amount: '0.07' } as never],
    });
    checkSums(one);
    expect([one.InvoiceLine[0].InvoicedQuantity['#text'], one.InvoiceLine[0].Price.PriceAmount['#text']]).toEqual([
      '-1',
      '12.40',
    ]);
  });
  test('text of customers is text', () => {
    const customer = { ...sampleInvoice.customer, lastName: '</cbc:ID>&<x>\u0001' };
    expect(written({ customer }).AccountingCustomerParty.Party.PartyLegalEntity.RegistrationName).toContain('</cbc:ID>&<x>');
  });
});

describe('what is missing is listed, and nothing is written', () => {
  const { seller, customer, taxes, lines } = sampleInvoice;
  test.each([
    ['the seller’s tax id', { seller: { ...seller, taxId: '' } }, 'tax id'],
    ['the seller’s name', { seller: { ...seller, name: '' } }, 'Your name'],
    ['the seller’s country', { seller: { ...seller, country: '' } }, 'Your country'],
    ['the customer’s country', { customer: { ...customer, country: '' } }, 'customer’s country'],
    ['one tax a line', { taxes: [...taxes, ...taxes] }, 'One tax a line'],
    ['a line', { lines: [] }, 'at least one'],
    ['two decimals', { total: '28.050' }, 'two decimals'],
    ['sums that add up', { lines: lines.slice(1) }, 'add up'],
  ])('%s', (_, given, words) => {
    const ubl = ublOf({ ...sampleInvoice, ...given });
    expect(ubl.ok === false && ubl.missing.join(' ')).toContain(words);
  });
});
