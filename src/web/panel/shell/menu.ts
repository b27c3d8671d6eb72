import {
  type Icon,
  IconActivityHeartbeat,
  IconAdjustmentsDollar,
  IconArrowsExchange,
  IconBell,
  IconBuilding,
  IconBuildingBank,
  IconCalculator,
  IconCashBanknote,
  IconChartBar,
  IconChartHistogram,
  IconChartLine,
  IconCreditCard,
  IconCreditCardPay,
  IconDeviceLandlinePhone,
  IconFileExport,
  IconFileInvoice,
  IconForms,
  IconGauge,
  IconHash,
  IconHelpCircle,
  IconHistory,
  IconKey,
  IconListDetails,
  IconMail,
  IconMicrophone,
  IconPhoneCall,
  IconPlayerPlay,
  IconPlayerRecord,
  IconReceipt2,
  IconReportAnalytics,
  IconReportMoney,
  IconRoute,
  IconServer2,
  IconShieldLock,
  IconTemplate,
  IconTestPipe,
  IconTicket,
  IconUserPlus,
  IconUserQuestion,
  IconUserShield,
  IconUsers,
  IconUsersMinus,
  IconWebhook,
} from '@tabler/icons-react';

export type MenuItem = {
  readonly path: string;
  readonly label: string;
  readonly icon: Icon;
  /** A number beside the words that asks for attention. */
  readonly badge?: 'waitingSignups';
};
export type MenuGroup = { readonly title: string; readonly items: readonly MenuItem[] };

/** The menu, with the manual's names. Who may see an item is said once, in pages.tsx. */
export const menu: readonly MenuGroup[] = [
  {
    title: '',
    items: [
      { path: '/', label: 'Dashboard', icon: IconGauge },
      { path: '/alerts', label: 'Alerts', icon: IconBell },
    ],
  },
  {
    title: 'Accounts',
    items: [
      { path: '/accounts', label: 'All accounts', icon: IconUsers },
      { path: '/accounts/new', label: 'Add Account', icon: IconUserPlus },
      { path: '/new-accounts', label: 'New Accounts', icon: IconUserQuestion, badge: 'waitingSignups' },
      { path: '/signup-forms', label: 'Signup Forms', icon: IconForms },
    ],
  },
  {
    title: 'Calls',
    items: [
      { path: '/live-calls', label: 'Live', icon: IconPhoneCall },
      { path: '/calls', label: 'History', icon: IconHistory },
      { path: '/recordings', label: 'Recordings', icon: IconMicrophone },
    ],
  },
  {
    title: 'Billing',
    items: [
      { path: '/invoices', label: 'Invoices', icon: IconFileInvoice },
      { path: '/invoice-runs', label: 'Invoice runs', icon: IconPlayerPlay },
      { path: '/payments', label: 'Payments', icon: IconCashBanknote },
      { path: '/card-charges', label: 'Card Charges', icon: IconCreditCardPay },
      { path: '/debtors', label: 'Debtors', icon: IconUsersMinus },
      { path: '/vouchers', label: 'Vouchers', icon: IconTicket },
      { path: '/bank-statements', label: 'Bank Statements', icon: IconBuildingBank },
      { path: '/billing-packages', label: 'Billing Packages', icon: IconReceipt2 },
      { path: '/price-check', label: 'Price check', icon: IconCalculator },
      { path: '/invoice-layout', label: 'Invoice Layout', icon: IconTemplate },
      { path: '/rerates', label: 'Re-rate', icon: IconArrowsExchange },
      { path: '/billing-settings', label: 'Billing Settings', icon: IconAdjustmentsDollar },
    ],
  },
  {
    title: 'Network',
    items: [
      { path: '/providers', label: 'Providers', icon: IconServer2 },
      { path: '/routes', label: 'Routes', icon: IconRoute },
      { path: '/route-check', label: 'Route check', icon: IconTestPipe },
      { path: '/incoming-numbers', label: 'Incoming Numbers', icon: IconDeviceLandlinePhone },
      { path: '/security', label: 'Security', icon: IconShieldLock },
    ],
  },
  {
    title: 'Reports',
    items: [
      { path: '/reports/calls', label: 'Calls', icon: IconChartLine },
      { path: '/reports/destinations', label: 'Destinations', icon: IconChartBar },
      { path: '/reports/accounts', label: 'Accounts', icon: IconChartHistogram },
      { path: '/reports/providers', label: 'Provider quality', icon: IconReportAnalytics },
      { path: '/reports/revenue', label: 'Revenue', icon: IconReportMoney },
    ],
  },
  {
    title: 'Reports',
    items: [{ path: '/cdr-export', label: 'CDR export', icon: IconFileExport }],
  },
  {
    title: 'Settings',
    items: [
      { path: '/settings/company', label: 'Company', icon: IconBuilding },
      { path: '/settings/numbering', label: 'Numbering', icon: IconHash },
      { path: '/settings/defaults', label: 'Defaults', icon: IconListDetails },
      { path: '/settings/payments', label: 'Payments', icon: IconCreditCard },
      { path: '/settings/fraud-guard', label: 'Fraud guard', icon: IconShieldLock },
      { path: '/settings/recording', label: 'Call recording', icon: IconPlayerRecord },
      { path: '/settings/mail', label: 'Mail', icon: IconMail },
      { path: '/users', label: 'Users', icon: IconUserShield },
      { path: '/api-keys', label: 'API keys', icon: IconKey },
      { path: '/webhooks', label: 'Webhooks', icon: IconWebhook },
      { path: '/status', label: 'Status', icon: IconActivityHeartbeat },
    ],
  },
  { title: '', items: [{ path: '/help', label: 'Help', icon: IconHelpCircle }] },
];
