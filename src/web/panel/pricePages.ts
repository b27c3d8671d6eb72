import type { Page } from './page.ts';

/** Pages about what calls cost: checked before, priced again afterwards. */
export const pricePages: readonly Page[] = [
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
