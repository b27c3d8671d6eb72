import type { Permission } from '../../../core/access/permission.ts';

/** Each permission in the operator's words. */
export const permissionWords: Readonly<Record<Permission, string>> = {
  'account.read': 'See accounts and everything in them',
  'account.add': 'Add accounts',
  'account.change': 'Change accounts, phones, extras and notes',
  'account.suspend': 'Suspend and activate accounts',
  'money.read': 'See balances and ledgers',
  'money.top_up': 'Top up',
  'money.adjust': 'Adjust balances with a reason',
  'call.read': 'See calls and live calls',
  'call.hang_up': 'Hang up live calls',
  'call.test': 'Place test calls',
  'price.check': 'Check prices',
  'billing_package.read': 'See billing packages and rates',
  'billing_package.change': 'Change billing packages and rates',
  'provider.read': 'See providers',
  'provider.change': 'Change providers',
  'route.read': 'See routes',
  'route.change': 'Change routes',
  'setting.read': 'See settings and defaults',
  'setting.change': 'Change settings and defaults',
  'staff.read': 'See users and where they are signed in',
  'staff.change': 'Add and change users, end their sessions',
  'api_key.change': 'Make and revoke API keys',
  'system.read': 'See the state of the system',
};
