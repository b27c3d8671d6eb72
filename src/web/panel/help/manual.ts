import { addAccount } from './manual/addAccount.ts';
import { firstSteps, phones, shortcuts } from './manual/begin.ts';
import { callHistory, liveCalls, refused } from './manual/calls.ts';
import { rateDecks } from './manual/decks.ts';
import { cards, editAccount } from './manual/editAccount.ts';
import { fraudGuard } from './manual/guard.ts';
import { incomingNumbers } from './manual/incomingNumbers.ts';
import { invoiceLayout } from './manual/invoiceLayout.ts';
import { billingSettings, invoiceRuns, invoices } from './manual/invoices.ts';
import { reRate } from './manual/ledger.ts';
import { api, commandLine } from './manual/machines.ts';
import { providers, routeCheck, routes } from './manual/network.ts';
import { accounts, alerts, dashboard, payment, status } from './manual/overview.ts';
import { bankStatements, cardCharges, debtors, paymentSettings, payments, vouchers } from './manual/payments.ts';
import { profile, users } from './manual/people.ts';
import { billingPackages, priceCheck, prices } from './manual/rates.ts';
import { accountsReport, destinationsReport, providersReport, reports, revenueReport } from './manual/reports.ts';
import { security } from './manual/security.ts';
import { apiKeys, company, defaults, mail, numbering } from './manual/settings.ts';
import { newAccounts, signupForms } from './manual/signups.ts';
import { cdrExport, webhooks } from './manual/wires.ts';
import type { ManualPage } from './manualPage.ts';

/** The manual by topic: the one source of the panel's help and of docs/manual. A topic is an address; it stays. */
const pages = {
  'first-steps': firstSteps,
  phones,
  shortcuts,
  dashboard,
  alerts,
  accounts,
  'add-account': addAccount,
  'edit-account': editAccount,
  payment,
  cards,
  'new-accounts': newAccounts,
  'signup-forms': signupForms,
  'live-calls': liveCalls,
  'call-history': callHistory,
  refusals: refused,
  invoices,
  'invoice-layout': invoiceLayout,
  'invoice-runs': invoiceRuns,
  'billing-packages': billingPackages,
  prices,
  'rate-decks': rateDecks,
  'price-check': priceCheck,
  're-rate': reRate,
  'billing-settings': billingSettings,
  payments,
  'card-charges': cardCharges,
  debtors,
  vouchers,
  'bank-statements': bankStatements,
  'payment-settings': paymentSettings,
  providers,
  routes,
  'route-check': routeCheck,
  'incoming-numbers': incomingNumbers,
  reports,
  'destinations-report': destinationsReport,
  'accounts-report': accountsReport,
  'providers-report': providersReport,
  'revenue-report': revenueReport,
  security,
  company,
  'fraud-guard': fraudGuard,
  numbering,
  defaults,
  mail,
  users,
  'api-keys': apiKeys,
  webhooks,
  'cdr-export': cdrExport,
  status,
  profile,
  'command-line': commandLine,
  api,
} as const satisfies Readonly<Record<string, ManualPage>>;

export type HelpTopic = keyof typeof pages;
export const manual: Readonly<Record<HelpTopic, ManualPage>> = pages;
export const isTopic = (text: string): text is HelpTopic => Object.hasOwn(pages, text);

type ContentsGroup = { readonly title: string; readonly topics: readonly HelpTopic[] };

/** The table of contents, in the order of the menu. */
export const contents: readonly ContentsGroup[] = [
  { title: 'To begin', topics: ['first-steps', 'phones', 'shortcuts', 'profile'] },
  { title: 'Every day', topics: ['dashboard', 'alerts', 'accounts', 'add-account', 'edit-account', 'payment', 'cards'] },
  { title: 'Signing up', topics: ['new-accounts', 'signup-forms'] },
  { title: 'Calls', topics: ['live-calls', 'call-history', 'refusals'] },
  { title: 'Invoices', topics: ['invoices', 'invoice-runs', 'invoice-layout', 'billing-settings'] },
  { title: 'Payments', topics: ['payments', 'card-charges', 'debtors', 'vouchers', 'bank-statements', 'payment-settings'] },
  { title: 'Prices', topics: ['billing-packages', 'rate-decks', 'prices', 'price-check', 're-rate'] },
  { title: 'Network', topics: ['providers', 'routes', 'route-check', 'incoming-numbers', 'security'] },
  { title: 'Reports', topics: ['reports', 'destinations-report', 'accounts-report', 'providers-report', 'revenue-report'] },
  {
    title: 'Settings',
    topics: ['company', 'numbering', 'defaults', 'fraud-guard', 'mail', 'users', 'api-keys', 'webhooks', 'cdr-export', 'status'],
  },
  { title: 'For programs', topics: ['api', 'command-line'] },
];
