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
    title: 'Dashboard',
    access: 'call.read',
    help: 'dashboard',
    load: async () => (await import('./dashboard/DashboardPage.tsx')).DashboardPage,
  },
  {
    path: '/accounts',
    title: 'Accounts',
    access: 'account.read',
    help: 'accounts',
    load: async () => (await import('./accounts/AccountsPage.tsx')).AccountsPage,
  },
  {
    path: '/accounts/new',
    title: 'Add Account',
    access: 'account.add',
    help: 'add-account',
    load: async () => (await import('./accounts/AddAccountPage.tsx')).AddAccountPage,
  },
  {
    path: '/accounts/:id/:tab?',
    title: 'Account',
    access: 'account.read',
    help: 'edit-account',
    load: async () => (await import('./accounts/AccountPage.tsx')).AccountPage,
  },
  {
    path: '/new-accounts',
    title: 'New Accounts',
    access: 'signup.read',
    help: 'new-accounts',
    load: async () => (await import('./signup/NewAccountsPage.tsx')).NewAccountsPage,
  },
  {
    path: '/new-accounts/:id',
    title: 'Signup',
    access: 'signup.read',
    help: 'new-accounts',
    load: async () => (await import('./signup/SignupPage.tsx')).SignupPage,
  },
  {
    path: '/signup-history',
    title: 'Signup History',
    access: 'signup.read',
    help: 'new-accounts',
    load: async () => (await import('./signup/SignupHistoryPage.tsx')).SignupHistoryPage,
  },
  {
    path: '/signup-forms',
    title: 'Signup Forms',
    access: 'signup_form.change',
    help: 'signup-forms',
    load: async () => (await import('./signup/SignupFormsPage.tsx')).SignupFormsPage,
  },
  {
    path: '/signup-forms/:id',
    title: 'Signup form',
    access: 'signup_form.change',
    help: 'signup-forms',
    load: async () => (await import('./signup/SignupFormPage.tsx')).SignupFormPage,
  },
  {
    path: '/live-calls',
    title: 'Live calls',
    access: 'call.read',
    help: 'live-calls',
    load: async () => (await import('./calls/LiveCallsPage.tsx')).LiveCallsPage,
  },
  {
    path: '/calls',
    title: 'Call history',
    access: 'call.read',
    help: 'call-history',
    load: async () => (await import('./calls/CallsPage.tsx')).CallsPage,
  },
  {
    path: '/calls/:callId',
    title: 'Call',
    access: 'call.read',
    help: 'call-history',
    load: async () => (await import('./calls/CallPage.tsx')).CallPage,
  },
  {
    path: '/billing-packages',
    title: 'Billing packages',
    access: 'billing_package.read',
    help: 'billing-packages',
    load: async () => (await import('./billingPackages/BillingPackagesPage.tsx')).BillingPackagesPage,
  },
  {
    path: '/billing-packages/:id',
    title: 'Billing package',
    access: 'billing_package.read',
    help: 'billing-packages',
    load: async () => (await import('./billingPackages/BillingPackagePage.tsx')).BillingPackagePage,
  },
  {
    path: '/rerates',
    title: 'Re-rate',
    access: 'money.rerate',
    help: 're-rate',
    load: async () => (await import('./rerates/ReratesPage.tsx')).ReratesPage,
  },
  {
    path: '/rerates/:id',
    title: 'Re-rating',
    access: 'money.rerate',
    help: 're-rate',
    load: async () => (await import('./rerates/RerateRunPage.tsx')).RerateRunPage,
  },
  {
    path: '/price-check',
    title: 'Price check',
    access: 'price.check',
    help: 'price-check',
    load: async () => (await import('./billingPackages/PriceCheckPage.tsx')).PriceCheckPage,
  },
  {
    path: '/providers',
    title: 'Providers',
    access: 'provider.read',
    help: 'providers',
    load: async () => (await import('./providers/ProvidersPage.tsx')).ProvidersPage,
  },
  {
    path: '/routes',
    title: 'Routes',
    access: 'route.read',
    help: 'routes',
    load: async () => (await import('./routes/RoutesPage.tsx')).RoutesPage,
  },
  {
    path: '/settings/company',
    title: 'Company',
    access: 'setting.change',
    help: 'company',
    load: async () => (await import('./settings/CompanyPage.tsx')).CompanyPage,
  },
  {
    path: '/settings/numbering',
    title: 'Numbering',
    access: 'setting.change',
    help: 'numbering',
    load: async () => (await import('./settings/NumberingPage.tsx')).NumberingPage,
  },
  {
    path: '/settings/defaults',
    title: 'Defaults',
    access: 'setting.change',
    help: 'defaults',
    load: async () => (await import('./settings/DefaultsPage.tsx')).DefaultsPage,
  },
  {
    path: '/settings/mail',
    title: 'Mail',
    access: 'setting.change',
    help: 'mail',
    load: async () => (await import('./mail/MailPage.tsx')).MailPage,
  },
  {
    path: '/users',
    title: 'Users',
    access: 'staff.read',
    help: 'users',
    load: async () => (await import('./staff/StaffPage.tsx')).StaffPage,
  },
  {
    path: '/profile',
    title: 'Profile',
    access: 'myself',
    help: 'profile',
    load: async () => (await import('./profile/ProfilePage.tsx')).ProfilePage,
  },
  {
    path: '/api-keys',
    title: 'API keys',
    access: 'api_key.change',
    help: 'api-keys',
    load: async () => (await import('./apiKeys/ApiKeysPage.tsx')).ApiKeysPage,
  },
  { path: '/help', title: 'Help', access: 'signed_in', load: async () => (await import('./help/HelpPage.tsx')).HelpPage },
  { path: '/help/:topic', title: 'Help', access: 'signed_in', load: async () => (await import('./help/HelpPage.tsx')).HelpPage },
  {
    path: '/status',
    title: 'Status',
    access: 'system.read',
    help: 'status',
    load: async () => (await import('./status/StatusPage.tsx')).StatusPage,
  },
];
