import type { ComponentType } from 'react';
import type { Access } from '../../http/contract/endpoint.ts';
import type { HelpTopic } from './help/manual.ts';

/** One page of the panel: its address, its name, who may open it, and the page of the manual that explains it. */
export type Page = {
  readonly path: `/${string}`;
  readonly title: string;
  readonly access: Access;
  /** Only the manual itself has none. */
  readonly help?: HelpTopic;
  readonly load: () => Promise<ComponentType>;
};

/** Each page of the panel, once. `accounts/new` and the like stand before their `:id` in the router by rank. */
export const pages: readonly Page[] = [
  {
    path: '/',
    help: 'dashboard',
    title: 'Dashboard',
    access: 'call.read',
    load: async () => (await import('./dashboard/DashboardPage.tsx')).DashboardPage,
  },
  {
    path: '/accounts',
    help: 'accounts',
    title: 'Accounts',
    access: 'account.read',
    load: async () => (await import('./accounts/AccountsPage.tsx')).AccountsPage,
  },
  {
    path: '/accounts/new',
    help: 'add-account',
    title: 'Add Account',
    access: 'account.add',
    load: async () => (await import('./accounts/AddAccountPage.tsx')).AddAccountPage,
  },
  {
    path: '/accounts/:id/:tab?',
    help: 'edit-account',
    title: 'Account',
    access: 'account.read',
    load: async () => (await import('./accounts/AccountPage.tsx')).AccountPage,
  },
  {
    path: '/new-accounts',
    help: 'new-accounts',
    title: 'New Accounts',
    access: 'signup.read',
    load: async () => (await import('./signup/NewAccountsPage.tsx')).NewAccountsPage,
  },
  {
    path: '/new-accounts/:id',
    help: 'new-accounts',
    title: 'Signup',
    access: 'signup.read',
    load: async () => (await import('./signup/SignupPage.tsx')).SignupPage,
  },
  {
    path: '/signup-history',
    help: 'new-accounts',
    title: 'Signup History',
    access: 'signup.read',
    load: async () => (await import('./signup/SignupHistoryPage.tsx')).SignupHistoryPage,
  },
  {
    path: '/signup-forms',
    help: 'signup-forms',
    title: 'Signup Forms',
    access: 'signup_form.change',
    load: async () => (await import('./signup/SignupFormsPage.tsx')).SignupFormsPage,
  },
  {
    path: '/signup-forms/:id',
    help: 'signup-forms',
    title: 'Signup form',
    access: 'signup_form.change',
    load: async () => (await import('./signup/SignupFormPage.tsx')).SignupFormPage,
  },
  {
    path: '/live-calls',
    help: 'live-calls',
    title: 'Live calls',
    access: 'call.read',
    load: async () => (await import('./calls/LiveCallsPage.tsx')).LiveCallsPage,
  },
  {
    path: '/calls',
    help: 'call-history',
    title: 'Call history',
    access: 'call.read',
    load: async () => (await import('./calls/CallsPage.tsx')).CallsPage,
  },
  {
    path: '/calls/:callId',
    help: 'call-history',
    title: 'Call',
    access: 'call.read',
    load: async () => (await import('./calls/CallPage.tsx')).CallPage,
  },
  {
    path: '/billing-packages',
    help: 'billing-packages',
    title: 'Billing packages',
    access: 'billing_package.read',
    load: async () => (await import('./billingPackages/BillingPackagesPage.tsx')).BillingPackagesPage,
  },
  {
    path: '/billing-packages/:id',
    help: 'billing-packages',
    title: 'Billing package',
    access: 'billing_package.read',
    load: async () => (await import('./billingPackages/BillingPackagePage.tsx')).BillingPackagePage,
  },
  {
    path: '/price-check',
    help: 'price-check',
    title: 'Price check',
    access: 'price.check',
    load: async () => (await import('./billingPackages/PriceCheckPage.tsx')).PriceCheckPage,
  },
  {
    path: '/providers',
    help: 'providers',
    title: 'Providers',
    access: 'provider.read',
    load: async () => (await import('./providers/ProvidersPage.tsx')).ProvidersPage,
  },
  {
    path: '/routes',
    help: 'routes',
    title: 'Routes',
    access: 'route.read',
    load: async () => (await import('./routes/RoutesPage.tsx')).RoutesPage,
  },
  {
    path: '/settings/company',
    help: 'company',
    title: 'Company',
    access: 'setting.change',
    load: async () => (await import('./settings/CompanyPage.tsx')).CompanyPage,
  },
  {
    path: '/settings/numbering',
    help: 'numbering',
    title: 'Numbering',
    access: 'setting.change',
    load: async () => (await import('./settings/NumberingPage.tsx')).NumberingPage,
  },
  {
    path: '/settings/defaults',
    help: 'defaults',
    title: 'Defaults',
    access: 'setting.change',
    load: async () => (await import('./settings/DefaultsPage.tsx')).DefaultsPage,
  },
  {
    path: '/users',
    help: 'users',
    title: 'Users',
    access: 'staff.read',
    load: async () => (await import('./staff/StaffPage.tsx')).StaffPage,
  },
  {
    path: '/api-keys',
    help: 'api-keys',
    title: 'API keys',
    access: 'api_key.change',
    load: async () => (await import('./apiKeys/ApiKeysPage.tsx')).ApiKeysPage,
  },
  { path: '/help/:topic?', title: 'Help', access: 'signed_in', load: async () => (await import('./help/HelpPage.tsx')).HelpPage },
  {
    path: '/status',
    help: 'status',
    title: 'Status',
    access: 'system.read',
    load: async () => (await import('./status/StatusPage.tsx')).StatusPage,
  },
];
