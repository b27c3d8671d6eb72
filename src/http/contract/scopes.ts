import type { Area, Scope } from '../../core/access/scope.ts';
import type { EndpointOptions } from './endpoint.ts';

/**
 * The area of each permission, by its noun: what moves money is money wherever it stands, so a key for accounts cannot top one
 * up. A noun that stands here nowhere is a setting, the area that a key gets last.
 */
const areaOfNoun: Readonly<Record<string, Area>> = {
  account: 'accounts',
  signup: 'accounts',
  portal: 'accounts',
  call: 'calls',
  recording: 'calls',
  voicemail: 'calls',
  money: 'money',
  invoice: 'money',
  payment: 'money',
  card: 'money',
  voucher: 'money',
  price: 'prices',
  billing_package: 'prices',
  incoming_number: 'network',
  provider: 'network',
  route: 'network',
  report: 'reports',
  cdr_export: 'reports',
  webhook: 'webhooks',
  staff: 'access',
  api_key: 'access',
  system: 'system',
};

export type Scoped = Pick<EndpointOptions, 'method' | 'access'>;

/** What a key needs to use this endpoint: the area of its permission; write, unless it only reads, looks up or tries. */
export function scopeOf({ method, access }: Scoped): Scope {
  const isRead = method === 'GET' || /\.(read|check)$/.test(access);
  return `${areaOfNoun[access.split('.')[0] ?? ''] ?? 'settings'}:${isRead ? 'read' : 'write'}`;
}
