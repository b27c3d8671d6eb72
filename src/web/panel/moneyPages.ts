import type { Page } from './page.ts';

/** Invoices and what is paid for them. */
export const moneyPages: readonly Page[] = [
  {
    path: '/invoices',
    title: 'Invoices',
    access: 'invoice.read',
    help: 'invoices',
    load: async () => (await import('./invoices/InvoicesPage.tsx')).InvoicesPage,
  },
  {
    path: '/invoices/:id',
    title: 'Invoice',
    access: 'invoice.read',
    help: 'invoices',
    load: async () => (await import('./invoices/InvoicePage.tsx')).InvoicePage,
  },
  {
    path: '/invoice-runs',
    title: 'Invoice runs',
    access: 'invoice.read',
    help: 'invoice-runs',
    load: async () => (await import('./invoiceRuns/InvoiceRunsPage.tsx')).InvoiceRunsPage,
  },
  {
    path: '/invoice-runs/:id',
    title: 'Invoice run',
    access: 'invoice.read',
    help: 'invoice-runs',
    load: async () => (await import('./invoiceRuns/InvoiceRunPage.tsx')).InvoiceRunPage,
  },
  {
    path: '/invoice-layout',
    title: 'Invoice Layout',
    access: 'setting.change',
    help: 'invoice-layout',
    load: async () => (await import('./invoiceLayout/InvoiceLayoutPage.tsx')).InvoiceLayoutPage,
  },
  {
    path: '/billing-settings',
    title: 'Billing Settings',
    access: 'setting.change',
    help: 'billing-settings',
    load: async () => (await import('./billingSettings/BillingSettingsPage.tsx')).BillingSettingsPage,
  },
  {
    path: '/payments',
    title: 'Payments',
    access: 'payment.read',
    help: 'payments',
    load: async () => (await import('./payments/PaymentsPage.tsx')).PaymentsPage,
  },
  {
    path: '/card-charges',
    title: 'Card Charges',
    access: 'payment.read',
    help: 'card-charges',
    load: async () => (await import('./payments/ChargesPage.tsx')).ChargesPage,
  },
  {
    path: '/debtors',
    title: 'Debtors',
    access: 'payment.read',
    help: 'debtors',
    load: async () => (await import('./payments/DebtorsPage.tsx')).DebtorsPage,
  },
  {
    path: '/vouchers',
    title: 'Vouchers',
    access: 'payment.read',
    help: 'vouchers',
    load: async () => (await import('./payments/VouchersPage.tsx')).VouchersPage,
  },
  {
    path: '/bank-statements',
    title: 'Bank Statements',
    access: 'payment.read',
    help: 'bank-statements',
    load: async () => (await import('./payments/BankPage.tsx')).BankPage,
  },
];
