import { randomUUID } from 'node:crypto';
import * as accounts from '../http/contract/accounts.ts';
import * as billingPackages from '../http/contract/billingPackages.ts';
import * as calls from '../http/contract/calls.ts';
import type { AnswerOf } from '../http/contract/endpoint.ts';
import * as liveCalls from '../http/contract/liveCalls.ts';
import * as money from '../http/contract/money.ts';
import * as network from '../http/contract/network.ts';
import * as session from '../http/contract/session.ts';
import * as settings from '../http/contract/settings.ts';
import { type ApiClient, apiClient } from './apiClient.ts';
import { eventually } from './phones/eventually.ts';

/** An operator who has set the panel up, with one package; does in one line what a story wants to talk about. */
export type Operator = {
  readonly api: ApiClient;
  readonly packageId: string;
  readonly addProvider: (name: string, host: string, port: number, protocol?: 'sip' | 'iax' | 'test') => Promise<string>;
  readonly addRoute: (name: string, providerIds: readonly string[]) => Promise<string>;
  readonly addCustomer: (options: CustomerOptions) => Promise<Customer>;
  readonly topUp: (customer: Customer, amount: string) => Promise<void>;
  readonly suspend: (customer: Customer, isActive?: boolean) => Promise<void>;
  readonly balance: (customer: Customer) => Promise<{ readonly posted: string; readonly held: string }>;
  readonly liveCalls: () => Promise<AnswerOf<typeof liveCalls.listLiveCalls>['items']>;
  /** The customer's finished calls, newest first, once there are so many. */
  readonly callsOf: (
    customer: Customer,
    count: number,
    withinMilliseconds?: number,
  ) => Promise<AnswerOf<typeof calls.listCalls>['items']>;
};
export type CustomerOptions = {
  readonly lastName: string;
  readonly routeId: string;
  readonly money?: string;
  readonly paymentType?: 'pre_paid' | 'post_paid';
  readonly protocol?: 'sip' | 'iax' | 'sip_and_iax';
  readonly callLimit?: number;
};
export type Customer = { readonly id: string; readonly number: string; readonly secret: string };

export const password = 'a password of the tests';

/** Opens the one-time link, becomes Administrator and makes the package: `rates` as the API takes them. */
export async function becomeOperator(
  instance: { readonly panelUrl: string; readonly setupUrl: string | null },
  rates: readonly object[],
): Promise<Operator> {
  const api = apiClient(instance.panelUrl);
  const token = new URL(instance.setupUrl ?? '').hash.slice(1);
  await api.call(session.addFirstAdministrator, { body: { token, name: 'Olive Operator', userName: 'olive', password } });
  await setDialPlan(api);
  const made = await api.call(billingPackages.addBillingPackage, { body: { name: 'Retail', rates } });
  return operatorOf(api, made.id);
}

async function setDialPlan(api: ApiClient): Promise<void> {
  const { version } = await api.call(settings.getSettings);
  const dialPlan = {
    country: 'AU',
    currency: 'AUD',
    timeZone: 'Australia/Sydney',
    countryCallingCode: '61',
    nationalPrefix: '0',
    internationalPrefix: '0011',
    emergencyNumbers: ['000'],
  };
  await api.call(settings.changeSettings, { body: { companyName: 'Example Voice', baseNumber: '100000', ...dialPlan, version } });
}

function operatorOf(api: ApiClient, packageId: string): Operator {
  const topUp: Operator['topUp'] = async ({ id }, amount) => {
    await api.call(money.topUp, { params: { id }, body: { amount, reason: 'Cash', key: randomUUID() } });
  };
  return {
    api,
    packageId,
    topUp,
    addProvider: async (name, host, port, protocol = 'sip') =>
      // SIPp would take a probe for its call.
      (await api.call(network.addProvider, { body: { name, protocol, host, port, probeSeconds: 0 } })).id,
    addRoute: async (name, providerIds) =>
      (await api.call(network.addRoute, { body: { name, rules: [{ prefix: '', providerIds }] } })).id,
    addCustomer: async ({ money, ...options }) => {
      const body = { billingPackageId: packageId, callLimit: 10, ...options };
      const { account, credentials } = await api.call(accounts.addAccount, { body });
      const customer = { id: account.id, number: account.customerNumber, secret: credentials.secret };
      if (money) await topUp(customer, money);
      return customer;
    },
    suspend: async ({ id }, isActive = false) => {
      await api.call(accounts.setAccountActive, { params: { id }, body: { isActive, reason: 'story' } });
    },
    balance: async ({ id }) => (await api.call(accounts.getAccount, { params: { id } })).balance,
    liveCalls: async () => (await api.call(liveCalls.listLiveCalls)).items,
    callsOf: async ({ id }, count, withinMilliseconds = 15_000) => {
      let items: AnswerOf<typeof calls.listCalls>['items'] = [];
      const look = async () => {
        items = (await api.call(calls.listCalls, { query: { accountId: id } })).items;
        return items.length >= count;
      };
      await eventually(look, `${count} finished calls`, withinMilliseconds);
      return items;
    },
  };
}
