import type { Page } from './page.ts';

/** The fraud guard of all accounts. */
export const guardPages: readonly Page[] = [
  {
    path: '/settings/fraud-guard',
    title: 'Fraud guard',
    access: 'setting.read',
    help: 'fraud-guard',
    load: async () => (await import('./guard/GuardSettingsPage.tsx')).GuardSettingsPage,
  },
  {
    path: '/settings/destination-classes',
    title: 'Destination classes',
    access: 'setting.read',
    help: 'fraud-guard',
    load: async () => (await import('./guard/ClassesPage.tsx')).ClassesPage,
  },
];
