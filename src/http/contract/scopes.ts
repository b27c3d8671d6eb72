import type { Area, Scope } from '../../core/access/scope.ts';
import type { EndpointOptions } from './endpoint.ts';

/** The area of each tag. What stands here nowhere is a setting: the area that a key gets last. */
const areaOfTag: Readonly<Record<string, Area>> = {
  Accounts: 'accounts',
  Alerts: 'accounts',
  Extras: 'accounts',
  'New accounts': 'accounts',
  'Customer portal, for staff': 'accounts',
  Calls: 'calls',
  Recordings: 'calls',
  Money: 'money',
  Billing: 'money',
  Invoices: 'money',
  'Invoice runs': 'money',
  Payments: 'money',
  Cards: 'money',
  Vouchers: 'money',
  'Bank statements': 'money',
  'Billing packages': 'prices',
  'Rate decks': 'prices',
  'Included minutes': 'prices',
  Providers: 'network',
  Routes: 'network',
  'Incoming numbers': 'network',
  Network: 'network',
  Reports: 'reports',
  'CDR export': 'reports',
  Webhooks: 'webhooks',
  Staff: 'access',
  'API keys': 'access',
  System: 'system',
};

export type Scoped = Pick<EndpointOptions, 'tag' | 'method' | 'access'>;

/** What a key needs to use this endpoint: the area of its tag; write, unless it only reads, looks up or tries. */
export function scopeOf({ tag, method, access }: Scoped): Scope {
  const isRead = method === 'GET' || /\.(read|check)$/.test(access);
  return `${areaOfTag[tag] ?? 'settings'}:${isRead ? 'read' : 'write'}`;
}
