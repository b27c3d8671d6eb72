import { describe, expect, test } from 'vitest';
import { amount } from '../../core/base/money.ts';
import { Refusal } from '../../core/base/refusal.ts';
import type { CsvMapping } from '../contract/bankLines.ts';
import { readBankCsv } from './readBankCsv.ts';
import { readCamt } from './readCamt.ts';

const mapping: CsvMapping = {
  ...{ delimiter: ';', hasHeader: true, date: 0, dateOrder: 'dmy', amount: 1, decimalSign: ',' },
  ...{ payer: 2, text: 3, reference: null, currency: null },
};
const faultOf = (read: () => unknown): string => {
  try {
    read();
  } catch (error) {
    if (error instanceof Refusal) return error.faults[0]?.message ?? error.message;
    throw error;
  }
  return 'was read';
};

describe('a CSV', () => {
  test('gives money received; what was paid out is skipped, a quoted separator is text', () => {
    const text = '\uFEFFDatum;Betrag;Wer;Was\r\n31.01.2027;"1.234,56";"Doe; Ann";INV-1\r\n01.02.2027;-5,00;Shop;x\r\n';
    const { lines, skipped } = readBankCsv(text, mapping, 'EUR');
    expect(lines).toMatchObject([
      { bookedOn: '2027-01-31', amount: amount('1234.56'), currency: 'EUR', payer: 'Doe; Ann', text: 'INV-1' },
    ]);
    expect(skipped).toBe(1);
  });

  test('read again gives the same references; two equal lines are two', () => {
    const text = 'd;a;p;t\n01.02.2027;5,00;A;x\n01.02.2027;5,00;A;x\n';
    const [first, second] = [readBankCsv(text, mapping, 'EUR'), readBankCsv(text, mapping, 'EUR')];
    expect(first).toEqual(second);
    expect(new Set(first.lines.map((one) => one.bankReference)).size).toBe(2);
  });

  test.each([
    ['1,00', ',', '1'],
    ['1.234,5', ',', '1234.5'],
    ['12.345.678,90', ',', '12345678.9'],
    ["1'234.50", '.', '1234.50'],
    ['+7.00', '.', '7'],
    ['AUD 7.00', '.', '7'],
    ['€7,00', ',', '7'],
  ])('the amount %s with "%s"', (text, decimalSign, expected) => {
    const read = readBankCsv(
      `2027-01-01\t${text}`,
      {
        ...mapping,
        delimiter: '\t',
        hasHeader: false,
        dateOrder: 'ymd',
        decimalSign: decimalSign as '.',
        payer: null,
        text: null,
      },
      'EUR',
    );
    expect(read.lines[0]?.amount).toBe(amount(expected));
  });

  test.each([
    ['1.23,4.5', 'Line 2: "1.23,4.5" is no amount.'],
    ['1,2345678901', 'is no amount'],
    ['', 'is no amount'],
    ['1e9', 'is no amount'],
    ['=1+1', 'is no amount'],
  ])('the amount "%s" refuses the whole file', (text, message) => {
    expect(faultOf(() => readBankCsv(`d;a\n01.02.2027;${text}`, mapping, 'EUR'))).toContain(message);
  });

  test.each(['31.02.2027', '2027-01-01x', 'today', '1.13.2027'])('the date %s refuses the whole file', (text) => {
    expect(faultOf(() => readBankCsv(`d;a\n${text};1,00`, mapping, 'EUR'))).toContain('is no date');
  });

  test('nothing is no statement', () => {
    expect(faultOf(() => readBankCsv('d;a\n', mapping, 'EUR'))).toBe('This file has no lines.');
  });
});

const entry = (more: string, direction = 'CRDT'): string =>
  `<Ntry><Amt Ccy="EUR">100.00</Amt><CdtDbtInd>${direction}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2027-01-31</Dt></BookgDt>${more}</Ntry>`;
const camt = (...entries: readonly string[]): string =>
  `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Acct><Id><IBAN>DE00</IBAN></Id></Acct>${entries.join('')}</Stmt></BkToCstmrStmt></Document>`;
const detail = (reference: string, text: string, money = ''): string =>
  `<TxDtls><Refs><AcctSvcrRef>${reference}</AcctSvcrRef><EndToEndId>NOTPROVIDED</EndToEndId></Refs>${money}<RltdPties><Dbtr><Pty><Nm>Ann &amp; Bob</Nm></Pty></Dbtr></RltdPties><RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls>`;

describe('a camt.053', () => {
  test('gives its booked credits with the bank’s reference', () => {
    const { lines, skipped } = readCamt(camt(entry(`<NtryDtls>${detail('R1', 'INV-1')}</NtryDtls>`), entry('', 'DBIT')));
    expect(lines).toEqual([
      {
        bankReference: 'DE00 R1',
        bookedOn: '2027-01-31',
        amount: amount('100'),
        currency: 'EUR',
        payer: 'Ann & Bob',
        text: 'INV-1',
      },
    ]);
    expect(skipped).toBe(1);
  });

  test('a batch gives one line for each transaction in it', () => {
    const parts = [detail('R1', 'a', '<Amt Ccy="EUR">60.00</Amt>'), detail('R2', 'b', '<Amt Ccy="EUR">40.00</Amt>')];
    const { lines } = readCamt(camt(entry(`<NtryDtls>${parts.join('')}</NtryDtls>`)));
    expect(lines.map((one) => [one.bankReference, one.amount])).toEqual([
      ['DE00 R1', amount('60')],
      ['DE00 R2', amount('40')],
    ]);
  });

  test('what is pending, or the reversal of a payment, is left out', () => {
    const pending = entry('').replace('BOOK', 'PDNG');
    const { lines, skipped } = readCamt(camt(pending, entry('<RvslInd>true</RvslInd>')));
    expect({ lines, skipped }).toEqual({ lines: [], skipped: 2 });
  });

  test('without a reference of the bank it is known by what it says', () => {
    const text = camt(entry('<AddtlNtryInf>Salary</AddtlNtryInf>'));
    expect(readCamt(text)).toEqual(readCamt(text));
    expect(readCamt(text).lines[0]).toMatchObject({ text: 'Salary', bankReference: expect.stringMatching(/^own-/) });
  });

  test.each([
    ['a document type', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Document>&x;</Document>'],
    ['an entity bomb', `<!DOCTYPE a [<!ENTITY x "aaaa"><!ENTITY y "&x;&x;">]>${camt(entry('&y;'))}`],
    ['another document', '<Document><Other/></Document>'],
    ['no XML', 'Date;Amount'],
    ['broken XML', '<Document><BkToCstmrStmt>'],
    ['an amount with a comma', camt(entry('').replace('100.00', '100,00'))],
    ['no date', camt(entry('').replace('2027-01-31', '2027-02-31'))],
  ])('%s is refused with a sentence', (_, text) => {
    expect(faultOf(() => readCamt(text))).toMatch(/\.$|: /);
    expect(faultOf(() => readCamt(text))).not.toBe('was read');
  });

  test('an unknown entity stays as it is written', () => {
    const { lines } = readCamt(camt(entry(`<NtryDtls>${detail('R1', '&#x41;&xxe;')}</NtryDtls>`)));
    expect(lines[0]?.text).toBe('&#x41;&xxe;');
  });
});
