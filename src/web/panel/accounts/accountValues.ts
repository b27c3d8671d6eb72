import type * as z from 'zod';
import type { AccountProtocol, PaymentType } from '../../../core/accounts/account.ts';
import type { ChargePeriod } from '../../../core/extras/chargePeriod.ts';
import type { accountSchema } from '../../../http/contract/accountFields.ts';
import type { addAccount, changeAccount, getAddAccountDefaults } from '../../../http/contract/accounts.ts';
import type { AnswerOf, BodyOf } from '../../../http/contract/endpoint.ts';

export type Account = z.output<typeof accountSchema>;
export type Defaults = AnswerOf<typeof getAddAccountDefaults>;

const emptyDetails = {
  title: '',
  firstName: '',
  middleInitial: '',
  lastName: '',
  company: '',
  dateOfBirth: '',
  email: '',
  phone: '',
  mobile: '',
  fax: '',
  address1: '',
  address2: '',
  city: '',
  state: '',
  postcode: '',
  country: '',
  taxId: '',
  language: '',
  timeZone: '',
  reference: '',
};
type Details = typeof emptyDetails;

export type ExtraValues = {
  key: string;
  description: string;
  cost: string;
  chargePeriod: ChargePeriod;
  startsOn: string;
  endsOn: string;
  doesProrate: boolean;
  isTaxable: boolean;
};

/** What the account form holds: text for everything that is typed, '' where nothing is. */
export type AccountValues = Details & {
  customerNumber: string;
  paymentType: PaymentType;
  protocol: AccountProtocol;
  billingPackageId: string;
  routeId: string;
  callLimit: number | '';
  dailySpendLimit: string;
  hourlySpendLimit: string;
  lowBalance: 'settings' | 'own' | 'never';
  lowBalanceAt: string[];
  creditLimit: string;
  allowedPrefixes: string[];
  blockedPrefixes: string[];
  agentNumber: string;
  extras: ExtraValues[];
  note: string;
  sendByMail: boolean;
  card: typeof emptyCard;
};

/** A card as it is typed; all empty = none. */
export const emptyCard = { holder: '', number: '', expiry: '' };

let extraCount = 0;

/** A new row: the monthly fee is what nearly every extra is. */
export function newExtra(startsOn: string): ExtraValues {
  return {
    key: nextKey(),
    description: '',
    cost: '',
    chargePeriod: 'monthly',
    startsOn,
    endsOn: '',
    doesProrate: false,
    isTaxable: true,
  };
}

type PresetExtra = Defaults['extras'][number];

/** A row made of an extra of a preset. */
export function extraOf(extra: PresetExtra, startsOn: string): ExtraValues {
  return { ...extra, key: nextKey(), startsOn, endsOn: '' };
}

/** The form for a new customer, filled from Settings. */
export function valuesFor(defaults: Defaults, today: string): AccountValues {
  return {
    ...emptyDetails,
    country: defaults.country,
    language: defaults.language,
    timeZone: defaults.timeZone,
    customerNumber: defaults.customerNumber,
    paymentType: defaults.paymentType,
    protocol: defaults.protocol,
    billingPackageId: defaults.billingPackageId ?? '',
    routeId: defaults.routeId ?? '',
    callLimit: defaults.callLimit,
    dailySpendLimit: defaults.dailySpendLimit ?? '',
    hourlySpendLimit: defaults.hourlySpendLimit ?? '',
    lowBalance: 'settings',
    lowBalanceAt: [],
    creditLimit: defaults.creditLimit ?? '',
    allowedPrefixes: defaults.allowedPrefixes,
    blockedPrefixes: defaults.blockedPrefixes,
    agentNumber: '',
    extras: defaults.extras.map((extra) => extraOf(extra, today)),
    note: '',
    sendByMail: false,
    card: emptyCard,
  };
}

/** The form for a customer who is there already. */
export function valuesOf(account: Account): AccountValues {
  const details = Object.fromEntries(
    Object.keys(emptyDetails).map((name) => [name, account[name as keyof Details] ?? '']),
  ) as Details;
  return {
    ...details,
    customerNumber: account.customerNumber,
    paymentType: account.paymentType,
    protocol: account.protocol,
    billingPackageId: account.billingPackageId,
    routeId: account.routeId,
    callLimit: account.callLimit,
    dailySpendLimit: account.dailySpendLimit ?? '',
    hourlySpendLimit: account.hourlySpendLimit ?? '',
    lowBalance: lowBalanceOf(account.lowBalanceAt),
    lowBalanceAt: account.lowBalanceAt ?? [],
    creditLimit: account.creditLimit ?? '',
    allowedPrefixes: account.allowedPrefixes,
    blockedPrefixes: account.blockedPrefixes,
    agentNumber: account.agentNumber,
    extras: account.extras.map(({ id: _id, ...extra }) => ({ ...extra, key: nextKey(), endsOn: extra.endsOn ?? '' })),
    note: '',
    sendByMail: false,
    card: emptyCard,
  };
}

/** The values of a form as they are compared: without what only the browser knows. */
export function comparable(values: AccountValues) {
  const { note: _note, sendByMail: _send, card: _card, ...rest } = values;
  return { ...rest, extras: values.extras.map(({ key: _key, ...extra }) => extra) };
}

/** The request of Add Account. A number that nobody changed is left out, so that two operators who save at once both get one. */
export function toAddBody(values: AccountValues, proposedNumber: string): BodyOf<typeof addAccount> {
  const { customerNumber, ...rest } = common(values);
  const isOwn = customerNumber !== proposedNumber && customerNumber !== '';
  const hasCard = Object.values(values.card).some((text) => text.trim() !== '');
  const { note, sendByMail, card } = values;
  return { ...rest, ...(isOwn ? { customerNumber } : {}), note, sendByMail, ...(hasCard ? { card } : {}) };
}

/** The request of Edit Account. */
export function toChangeBody(values: AccountValues, version: number): BodyOf<typeof changeAccount> {
  const { customerNumber: _fixed, ...rest } = common(values);
  return { ...rest, agentNumber: values.agentNumber, version };
}

function lowBalanceOf(at: Account['lowBalanceAt']): AccountValues['lowBalance'] {
  if (at === null) return 'settings';
  return at.length === 0 ? 'never' : 'own';
}

function lowBalanceBody({ lowBalance, lowBalanceAt }: AccountValues): string[] | null {
  if (lowBalance === 'settings') return null;
  return lowBalance === 'never' ? [] : lowBalanceAt;
}

function common(all: AccountValues) {
  const { note: _note, agentNumber: _agent, sendByMail: _send, card: _card, lowBalance: _mode, ...values } = all;
  return {
    ...values,
    dateOfBirth: values.dateOfBirth === '' ? null : values.dateOfBirth,
    // An emptied field stays '' on purpose: the contract answers with its sentence.
    callLimit: values.callLimit as number,
    dailySpendLimit: values.dailySpendLimit.trim() === '' ? null : values.dailySpendLimit,
    hourlySpendLimit: values.hourlySpendLimit.trim() === '' ? null : values.hourlySpendLimit,
    lowBalanceAt: lowBalanceBody(all),
    creditLimit: values.creditLimit.trim() === '' || values.paymentType === 'pre_paid' ? null : values.creditLimit,
    extras: values.extras.map(({ key: _key, startsOn, endsOn, ...extra }) => ({
      ...extra,
      ...(startsOn === '' ? {} : { startsOn }),
      endsOn: endsOn === '' ? null : endsOn,
    })),
  };
}

function nextKey(): string {
  extraCount += 1;
  return `extra-${extraCount}`;
}
