import { XMLParser } from 'fast-xml-parser';
import { parseAmount } from '../../core/base/money.ts';
import { isLocalDate, type LocalDate } from '../../core/base/time.ts';
import type { BankLine } from '../../core/payments/bankLine.ts';
import { ownReference, type ReadStatement, unreadable } from './readBankCsv.ts';

type Node = { readonly [name: string]: unknown };

// Entities are off and document types refused: no file may make us read another one, or grow (XXE, "billion laughs").
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  isArray: (name) => ['Stmt', 'Ntry', 'NtryDtls', 'TxDtls', 'Ustrd', 'Strd'].includes(name),
});

/**
 * Money received, out of a bank statement in ISO 20022 camt.053 (BankToCustomerStatement, versions 02 to 13). Only booked credits
 * count; what is pending, taken, or the reversal of a payment is left out. A batch entry gives one line for each transaction in it.
 */
export function readCamt(text: string): ReadStatement {
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw unreadable('A bank statement has no document type. This file is refused.');
  const statements = list(at(parsed(text), 'Document', 'BkToCstmrStmt', 'Stmt'));
  if (statements.length === 0) throw unreadable('This is no camt.053 statement: it has no <BkToCstmrStmt>.');
  const seen = new Map<string, number>();
  const lines: BankLine[] = [];
  let skipped = 0;
  for (const statement of statements) {
    const account = textAt(statement, 'Acct', 'Id', 'IBAN') || textAt(statement, 'Acct', 'Id', 'Othr', 'Id');
    for (const entry of list(at(statement, 'Ntry'))) {
      const found = linesOf(entry, account, seen);
      if (found.length === 0) skipped += 1;
      lines.push(...found);
    }
  }
  return { lines, skipped };
}

function parsed(text: string): unknown {
  try {
    return parser.parse(text, true);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw unreadable(`This file is no XML: ${error.message}`);
  }
}

function linesOf(entry: unknown, account: string, seen: Map<string, number>): readonly BankLine[] {
  const status = textAt(entry, 'Sts', 'Cd') || textAt(entry, 'Sts');
  if (textAt(entry, 'CdtDbtInd') !== 'CRDT' || textAt(entry, 'RvslInd') === 'true' || (status !== '' && status !== 'BOOK'))
    return [];
  const bookedOn = dateOf(textAt(entry, 'BookgDt', 'Dt') || textAt(entry, 'BookgDt', 'DtTm') || textAt(entry, 'ValDt', 'Dt'));
  const entryReference = textAt(entry, 'AcctSvcrRef');
  const details = list(at(entry, 'NtryDtls')).flatMap((one) => list(at(one, 'TxDtls')));
  const isBatch = details.length > 1;
  return (details.length === 0 ? [undefined] : details).flatMap((detail, index) => {
    const money = amountOf(isBatch ? (at(detail, 'Amt') ?? at(detail, 'AmtDtls', 'TxAmt', 'Amt')) : at(entry, 'Amt'));
    if (isBatch && textAt(detail, 'CdtDbtInd') === 'DBIT') return [];
    const payer = textAt(detail, 'RltdPties', 'Dbtr', 'Pty', 'Nm') || textAt(detail, 'RltdPties', 'Dbtr', 'Nm');
    const line = { bookedOn, ...money, payer: payer.slice(0, 200), text: remittance(detail, entry).slice(0, 500) };
    const own = textAt(detail, 'Refs', 'AcctSvcrRef') || (entryReference && `${entryReference}${isBatch ? `/${index + 1}` : ''}`);
    const bankReference = own === '' ? ownReference(line, seen) : `${account} ${own}`.trim().slice(0, 140);
    return line.amount > 0n ? [{ ...line, bankReference }] : [];
  });
}

/** What the payer wrote, structured or not, and the reference that travelled with it. */
function remittance(detail: unknown, entry: unknown): string {
  const structured = list(at(detail, 'RmtInf', 'Strd')).map((one) => textAt(one, 'CdtrRefInf', 'Ref'));
  const plain = list(at(detail, 'RmtInf', 'Ustrd')).map(textOf);
  const endToEnd = textAt(detail, 'Refs', 'EndToEndId');
  const parts = [...plain, ...structured, endToEnd === 'NOTPROVIDED' ? '' : endToEnd].filter((part) => part !== '');
  return (parts.length > 0 ? parts : [textAt(entry, 'AddtlNtryInf')]).join(' ');
}

function amountOf(node: unknown): Pick<BankLine, 'amount' | 'currency'> {
  const parsedAmount = parseAmount(textOf(node));
  const currency = textAt(node, '@Ccy');
  if (!parsedAmount.ok || !/^[A-Z]{3}$/.test(currency)) throw unreadable(`"${textOf(node)} ${currency}" is no amount.`);
  return { amount: parsedAmount.value, currency };
}

function dateOf(text: string): LocalDate {
  const date = text.slice(0, 10);
  if (!isLocalDate(date)) throw unreadable(`"${text}" is no date.`);
  return date;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

function at(node: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((value, name) => (isNode(value) ? value[name] : undefined), node);
}

function list(value: unknown): readonly unknown[] {
  if (value === undefined || value === '') return [];
  return Array.isArray(value) ? value : [value];
}

/** The text of an element, whatever attributes it has; entities are written out by hand, since the parser may not. */
function textOf(value: unknown): string {
  const text = isNode(value) ? value['#text'] : value;
  const raw = typeof text === 'string' ? text : '';
  return raw
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => entities[name] ?? '')
    .trim();
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
const textAt = (node: unknown, ...path: readonly string[]): string => textOf(at(node, ...path));
