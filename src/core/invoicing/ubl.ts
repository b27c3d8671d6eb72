import { allocate, divideHalfUp } from '../base/divide.ts';
import type { InvoiceDocument, InvoiceLine } from './invoiceDocument.ts';
import { nameOf } from './layout/layoutTags.ts';
import { type TaxClass, taxClasses } from './tax.ts';

/** An EN 16931 e-invoice in UBL 2.1, or what is missing for one, in words for the operator. */
export type Ubl = { readonly ok: true; readonly xml: string } | { readonly ok: false; readonly missing: readonly string[] };

/** S = taxed, AE = reverse charge, E = exempt, O = not subject to VAT (UNTDID 5305). */
type Category = { readonly id: 'S' | 'AE' | 'E' | 'O'; readonly percent: string; readonly reason: string };
type Group = Category & { readonly base: bigint; readonly tax: bigint };
type Line = InvoiceLine & { readonly net: bigint; readonly category: Category };

const cents = (text: string): bigint => {
  const [, minus = '', whole = '0', part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const value = BigInt(whole) * 100n + BigInt(part.padEnd(2, '0').slice(0, 2));
  return minus === '' ? value : -value;
};
const decimal = (value: bigint): string => {
  const digits = String(value < 0n ? -value : value).padStart(3, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
const sum = (values: readonly bigint[]): bigint => values.reduce((total, one) => total + one, 0n);

/** Writes the e-invoice of a document. What the standard cannot say, or says only with more data, is refused with a list. */
export function ublOf(document: InvoiceDocument): Ubl {
  const missing = missingOf(document);
  if (missing.length > 0) return { ok: false, missing };
  const lines = linesWithTax(document);
  const groups = groupsOf(document, lines);
  const faults = sumFaults(document, lines, groups);
  return faults.length > 0 ? { ok: false, missing: faults } : { ok: true, xml: write(document, lines, groups) };
}

/** The rules of EN 16931 that depend on what the operator typed (their numbers in brackets). */
function missingOf(document: InvoiceDocument): readonly string[] {
  const { seller, customer, taxes, lines } = document;
  const isTaxed = taxes.length > 0;
  const isReverse = reverseNote(document) !== undefined;
  const amounts = [document.total, document.taxTotal, ...lines.map((one) => one.amount)];
  const doubled = taxClasses.filter(
    (wanted) => taxesOn(document, wanted).length > 1 && lines.some((one) => one.taxClass === wanted),
  );
  return [
    ...(seller.name === '' ? ['Your name: Billing settings (BR-06).'] : []),
    ...(seller.country === '' ? ['Your country: Settings (BR-09).'] : []),
    ...(seller.taxId === '' && (isTaxed || document.taxNotes.length > 0)
      ? ['Your tax id: Billing settings (BR-S-02, BR-E-02).']
      : []),
    ...(nameOf(document) === '' ? ['The customer’s name (BR-07).'] : []),
    ...(customer.country === '' ? ['The customer’s country (BR-11).'] : []),
    ...(isReverse && customer.taxId === '' ? ['The customer’s tax id, for reverse charge (BR-AE-02).'] : []),
    ...(lines.length === 0 ? ['A line: an e-invoice has at least one (BR-16).'] : []),
    ...(doubled.length > 0 ? ['One tax a line: two taxes on the same charge cannot be said in an e-invoice.'] : []),
    ...(amounts.some((one) => /\.\d{3}/.test(one)) ? ['A currency of at most two decimals (BR-DEC).'] : []),
  ];
}

const reverseNote = ({ taxNotes }: InvoiceDocument) => taxNotes.find((note) => /reverse charge/i.test(note));

function taxesOn({ taxes }: InvoiceDocument, taxClass: TaxClass) {
  return taxes.filter(({ appliesTo }) => taxClass !== 'untaxed' && (appliesTo === 'everything' || appliesTo === taxClass));
}

function categoryOf(document: InvoiceDocument, taxClass: TaxClass): Category {
  const [tax] = taxesOn(document, taxClass);
  if (tax && !/^0*(\.0*)?$/.test(tax.percent)) return { id: 'S', percent: tax.percent, reason: '' };
  const reverse = reverseNote(document);
  if (reverse !== undefined) return { id: 'AE', percent: '0', reason: reverse };
  if (document.taxes.length === 0 && document.taxNotes.length === 0)
    return { id: 'O', percent: '', reason: 'Not subject to VAT' };
  return { id: 'E', percent: '0', reason: document.taxNotes.join(' ') || 'Exempt' };
}

/** Lines without the tax that they contain: it is shared out among them by largest remainder. */
function linesWithTax(document: InvoiceDocument): readonly Line[] {
  const keys = [undefined, ...document.taxes];
  return keys
    .flatMap((tax) => {
      const own = document.lines.filter((line) => taxesOn(document, line.taxClass)[0] === tax);
      const gross = own.map((line) => cents(line.amount));
      const shares = tax?.isInclusive ? allocate(gross, sum(gross) - cents(tax.amount), 1n) : gross;
      return own.map(
        (line, index): Line => ({ ...line, net: shares[index] ?? 0n, category: categoryOf(document, line.taxClass) }),
      );
    })
    .sort((a, b) => a.line - b.line);
}

/** A percentage in millionths: `10` = 100000. */
const rateOf = (percent: string): bigint => {
  const [whole = '0', part = ''] = percent.split('.');
  return BigInt(whole + part.padEnd(4, '0').slice(0, 4));
};
function groupsOf(document: InvoiceDocument, lines: readonly Line[]): readonly Group[] {
  const keys = [...new Set(lines.map(({ category }) => `${category.id} ${category.percent}`))];
  return keys.map((key) => {
    const own = lines.filter(({ category }) => `${category.id} ${category.percent}` === key);
    const category = own[0]?.category ?? categoryOf(document, 'untaxed');
    const taxes = document.taxes.filter((tax) => category.id === 'S' && tax.percent === category.percent);
    return { ...category, base: sum(own.map((line) => line.net)), tax: sum(taxes.map((tax) => cents(tax.amount))) };
  });
}

/** BR-CO-13 to BR-CO-17 and BR-S-08, before anything is written. A cent of difference comes from rounding once for the whole invoice. */
function sumFaults(document: InvoiceDocument, lines: readonly Line[], groups: readonly Group[]): readonly string[] {
  const net = sum(lines.map((line) => line.net));
  const wrongTax = groups.some((one) => {
    const difference = divideHalfUp(one.base * rateOf(one.percent || '0'), 1_000_000n) - one.tax;
    return difference > 1n || difference < -1n;
  });
  const isWrong =
    net + cents(document.taxTotal) !== cents(document.total) || sum(groups.map((one) => one.tax)) !== cents(document.taxTotal);
  return isWrong || wrongTax ? ['Sums that the standard can say: taxes and lines of this invoice do not add up in its way.'] : [];
}

const escapeXml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const element = (name: string, text: string, attributes = ''): string =>
  text === '' ? '' : `<${name}${attributes}>${escapeXml(text)}</${name}>`;
const group = (name: string, ...parts: readonly string[]): string => {
  const inner = parts.join('');
  return inner === '' ? '' : `<${name}>${inner}</${name}>`;
};

function write(document: InvoiceDocument, lines: readonly Line[], groups: readonly Group[]): string {
  const isNote = document.kind === 'credit_note';
  const root = isNote ? 'CreditNote' : 'Invoice';
  const money = (name: string, value: bigint) =>
    element(`cbc:${name}`, decimal(value), ` currencyID="${escapeXml(document.currency)}"`);
  const net = sum(lines.map((line) => line.net));
  const names = 'urn:oasis:names:specification:ubl:schema:xsd:';
  return [
    `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${names}${root}-2" xmlns:cac="${names}CommonAggregateComponents-2" xmlns:cbc="${names}CommonBasicComponents-2">`,
    element('cbc:CustomizationID', 'urn:cen.eu:en16931:2017'),
    element('cbc:ID', document.number),
    element('cbc:IssueDate', document.issuedOn),
    isNote ? '' : element('cbc:DueDate', document.dueOn),
    element(`cbc:${root}TypeCode`, isNote ? '381' : '380'),
    element('cbc:Note', document.credits?.reason ?? document.note),
    element('cbc:DocumentCurrencyCode', document.currency),
    element('cbc:BuyerReference', document.customer.reference || document.customer.accountNumber),
    document.period
      ? group('cac:InvoicePeriod', element('cbc:StartDate', document.period.from), element('cbc:EndDate', document.period.to))
      : '',
    document.credits
      ? group(
          'cac:BillingReference',
          group(
            'cac:InvoiceDocumentReference',
            element('cbc:ID', document.credits.number),
            element('cbc:IssueDate', document.credits.issuedOn),
          ),
        )
      : '',
    group('cac:AccountingSupplierParty', party(document.seller, document.seller.name, document.seller.registration, groups)),
    group('cac:AccountingCustomerParty', party(document.customer, nameOf(document), '', groups)),
    group('cac:PaymentTerms', element('cbc:Note', document.paymentInstructions)),
    group(
      'cac:TaxTotal',
      money('TaxAmount', cents(document.taxTotal)),
      ...groups.map((one) =>
        group('cac:TaxSubtotal', money('TaxableAmount', one.base), money('TaxAmount', one.tax), category('TaxCategory', one)),
      ),
    ),
    group(
      'cac:LegalMonetaryTotal',
      ...[money('LineExtensionAmount', net), money('TaxExclusiveAmount', net)],
      ...[money('TaxInclusiveAmount', cents(document.total)), money('PayableAmount', cents(document.total))],
    ),
    ...lines.map((line) => writeLine(line, isNote, money)),
    `</${root}>\n`,
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function category(name: string, one: Category): string {
  return group(
    `cac:${name}`,
    ...[element('cbc:ID', one.id), element('cbc:Percent', one.percent)],
    name === 'TaxCategory' ? element('cbc:TaxExemptionReason', one.reason) : '',
    '<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>',
  );
}

type Party = InvoiceDocument['seller'] | InvoiceDocument['customer'];

function party(one: Party, name: string, registration: string, groups: readonly Group[]): string {
  // Who is not subject to VAT has no VAT identifier in the document (BR-O-02 to BR-O-04).
  const taxId = groups.some(({ id }) => id === 'O') ? '' : vatId(one);
  return group(
    'cac:Party',
    group(
      'cac:PostalAddress',
      ...[
        element('cbc:StreetName', one.address1),
        element('cbc:AdditionalStreetName', one.address2),
        element('cbc:CityName', one.city),
      ],
      ...[element('cbc:PostalZone', one.postcode), element('cbc:CountrySubentity', one.state)],
      group('cac:Country', element('cbc:IdentificationCode', one.country)),
    ),
    taxId === ''
      ? ''
      : `<cac:PartyTaxScheme>${element('cbc:CompanyID', taxId)}<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>`,
    group('cac:PartyLegalEntity', element('cbc:RegistrationName', name), element('cbc:CompanyID', registration)),
    group('cac:Contact', element('cbc:Telephone', one.phone), element('cbc:ElectronicMail', one.email)),
  );
}

/** BR-CO-09: it begins with the country; Greece says EL. */
function vatId({ taxId, country }: Party): string {
  const bare = taxId.replace(/[\s.-]/g, '').toUpperCase();
  return bare === '' || /^[A-Z]{2}/.test(bare) ? bare : `${country === 'GR' ? 'EL' : country}${bare}`;
}

/** One of what stands on the line; below zero it is minus one, as a price is never below zero (BR-27). */
function writeLine(line: Line, isNote: boolean, money: (name: string, value: bigint) => string): string {
  const name = isNote ? 'CreditNoteLine' : 'InvoiceLine';
  return group(
    `cac:${name}`,
    element('cbc:ID', String(line.line)),
    element(`cbc:${isNote ? 'CreditedQuantity' : 'InvoicedQuantity'}`, line.net < 0n ? '-1' : '1', ' unitCode="C62"'),
    money('LineExtensionAmount', line.net),
    line.period
      ? group('cac:InvoicePeriod', element('cbc:StartDate', line.period.from), element('cbc:EndDate', line.period.to))
      : '',
    group('cac:Item', element('cbc:Name', line.description || 'Charge'), category('ClassifiedTaxCategory', line.category)),
    group('cac:Price', money('PriceAmount', line.net < 0n ? -line.net : line.net)),
  );
}
