import {
  type Icon,
  IconActivityHeartbeat,
  IconArrowsExchange,
  IconBuilding,
  IconCalculator,
  IconForms,
  IconGauge,
  IconHash,
  IconHelpCircle,
  IconHistory,
  IconKey,
  IconListDetails,
  IconMail,
  IconPhoneCall,
  IconReceipt2,
  IconRoute,
  IconServer2,
  IconUserPlus,
  IconUserQuestion,
  IconUserShield,
  IconUsers,
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
  { title: '', items: [{ path: '/', label: 'Dashboard', icon: IconGauge }] },
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
    ],
  },
  {
    title: 'Billing',
    items: [
      { path: '/billing-packages', label: 'Billing Packages', icon: IconReceipt2 },
      { path: '/price-check', label: 'Price check', icon: IconCalculator },
      { path: '/rerates', label: 'Re-rate', icon: IconArrowsExchange },
    ],
  },
  {
    title: 'Network',
    items: [
      { path: '/providers', label: 'Providers', icon: IconServer2 },
      { path: '/routes', label: 'Routes', icon: IconRoute },
    ],
  },
  {
    title: 'Settings',
    items: [
      { path: '/settings/company', label: 'Company', icon: IconBuilding },
      { path: '/settings/numbering', label: 'Numbering', icon: IconHash },
      { path: '/settings/defaults', label: 'Defaults', icon: IconListDetails },
      { path: '/settings/mail', label: 'Mail', icon: IconMail },
      { path: '/users', label: 'Users', icon: IconUserShield },
      { path: '/api-keys', label: 'API keys', icon: IconKey },
      { path: '/status', label: 'Status', icon: IconActivityHeartbeat },
    ],
  },
  { title: '', items: [{ path: '/help', label: 'Help', icon: IconHelpCircle }] },
];
