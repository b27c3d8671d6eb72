import type { Page } from './page.ts';

/** Pages about what calls cost: the packages, how rates come in, checked before, priced again afterwards. */
export const pricePages: readonly Page[] = [
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
    path: '/billing-packages/:id/imports',
    title: 'Imports',
    access: 'billing_package.read',
    help: 'rate-decks',
    load: async () => (await import('./decks/ImportsPage.tsx')).ImportsPage,
  },
  {
    path: '/deck-imports/:id',
    title: 'Import',
    access: 'billing_package.read',
    help: 'rate-decks',
    load: async () => (await import('./decks/DeckImportPage.tsx')).DeckImportPage,
  },
  {
    path: '/price-check',
    title: 'Price check',
    access: 'price.check',
    help: 'price-check',
    load: async () => (await import('./billingPackages/PriceCheckPage.tsx')).PriceCheckPage,
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
];
