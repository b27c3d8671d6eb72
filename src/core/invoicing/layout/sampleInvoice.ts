import type { InvoiceDocument } from '../invoiceDocument.ts';
import type { PrintedCall } from './layoutData.ts';

/** An invoice of nobody, for the preview of a layout before there is a real one. */
export const sampleInvoice: InvoiceDocument = {
  ...{ format: 1, kind: 'invoice', number: 'INV-2031-000123', issuedOn: '2031-02-01', dueOn: '2031-02-15' },
  period: { from: '2031-01-01', to: '2031-01-31' },
  ...{ currency: 'AUD', timeZone: 'Australia/Sydney', language: 'en-AU' },
  seller: {
    ...{ name: 'Example Voice', address1: '12 Harbour Street', address2: '', city: 'Sydney', state: 'NSW', postcode: '2000' },
    ...{ country: 'AU', taxId: '12 345 678 901', registration: '', email: 'office@example.net', phone: '+61 2 5550 0100' },
  },
  customer: {
    ...{
      accountNumber: '10000042',
      customerNumber: '1042',
      title: 'Ms',
      firstName: 'Ann',
      middleInitial: 'B',
      lastName: 'Fletcher',
    },
    ...{ company: '', email: 'ann@example.org', phone: '', address1: '1 Test Street', address2: '', city: 'Testville' },
    ...{ state: 'NSW', postcode: '2001', country: 'AU', taxId: '', reference: '' },
  },
  lines: [
    { line: 1, section: 'calls', description: 'Australia', taxClass: 'calls', amount: '12.40', calls: 41, seconds: 7440 },
    { line: 2, section: 'calls', description: 'United Kingdom', taxClass: 'calls', amount: '3.10', calls: 4, seconds: 1260 },
    {
      ...{ line: 3, section: 'extras', description: 'Monthly fee', taxClass: 'extras', amount: '10.00' },
      period: { from: '2031-02-01', to: '2031-02-28' },
    },
  ],
  calls: {
    ...{ calls: 45, seconds: 8700, amount: '15.50' },
    byDestination: [
      { name: 'Australia', calls: 41, seconds: 7440, amount: '12.40' },
      { name: 'United Kingdom', calls: 4, seconds: 1260, amount: '3.10' },
    ],
    byNumber: [{ name: '5550101', calls: 45, seconds: 8700, amount: '15.50' }],
  },
  taxes: [{ name: 'GST', percent: '10', isInclusive: false, appliesTo: 'everything', base: '25.50', amount: '2.55' }],
  taxNotes: [],
  ...{ subtotal: '25.50', taxTotal: '2.55', includedTax: '0.00', total: '28.05' },
  statement: {
    previousBalance: '30.00',
    movements: [{ on: '2031-01-14', kind: 'payment', description: 'Payment, thank you', amount: '-20.00' }],
    ...{ overdue: '10.00', totalDue: '38.05' },
  },
  credits: null,
  paymentInstructions: 'Bank transfer to 062-000 1234 5678, with your account number.',
  note: 'Thank you for calling with us.',
};

export const sampleCalls: readonly PrintedCall[] = [
  {
    ...{ startedAt: '2031-01-03 09:15', callerNumber: '5550101', number: '61255500199', destination: 'Australia' },
    ...{ billedSeconds: 180, charge: '0.30' },
  },
];
