import type { Page } from './page.ts';

/** Reports: what calls and money add up to. */
export const reportPages: readonly Page[] = [
  {
    path: '/reports/calls',
    title: 'Calls report',
    access: 'report.read',
    help: 'reports',
    load: async () => (await import('./reports/CallsReportPage.tsx')).CallsReportPage,
  },
  {
    path: '/reports/destinations',
    title: 'Destinations report',
    access: 'report.read',
    help: 'destinations-report',
    load: async () => (await import('./reports/DestinationsReportPage.tsx')).DestinationsReportPage,
  },
  {
    path: '/reports/accounts',
    title: 'Accounts report',
    access: 'report.read',
    help: 'accounts-report',
    load: async () => (await import('./reports/AccountsReportPage.tsx')).AccountsReportPage,
  },
  {
    path: '/reports/providers',
    title: 'Providers report',
    access: 'provider.read',
    help: 'providers-report',
    load: async () => (await import('./reports/ProvidersReportPage.tsx')).ProvidersReportPage,
  },
  {
    path: '/reports/revenue',
    title: 'Revenue report',
    access: 'provider.read',
    help: 'revenue-report',
    load: async () => (await import('./reports/BooksReportPage.tsx')).BooksReportPage,
  },
];
