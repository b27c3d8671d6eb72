import type { Instant } from '../base/time.ts';
import type { Scope } from './scope.ts';

/** The two staff levels. An Administrator may do all that a Super User may. */
export const staffLevels = ['administrator', 'super_user'] as const;
export type StaffLevel = (typeof staffLevels)[number];

/** Who may do what, in one place. `super_user` means both levels. */
export const permissions = {
  'account.read': 'super_user',
  'account.add': 'super_user',
  'account.change': 'super_user',
  'account.suspend': 'super_user',
  'portal.visit': 'super_user',
  'voicemail.listen': 'super_user',
  'signup.read': 'super_user',
  'signup.decide': 'super_user',
  'signup_form.change': 'administrator',
  'card.read': 'super_user',
  'card.change': 'super_user',
  'card.reveal': 'super_user',
  'card_key.rotate': 'administrator',
  'money.read': 'super_user',
  'money.top_up': 'super_user',
  'money.adjust': 'super_user',
  'money.rerate': 'administrator',
  'invoice.read': 'super_user',
  'invoice.credit': 'super_user',
  'invoice.send': 'super_user',
  'invoice.issue': 'administrator',
  'payment.read': 'super_user',
  'payment.record': 'super_user',
  'payment.refund': 'super_user',
  'voucher.change': 'administrator',
  'payment_setting.change': 'administrator',
  'call.read': 'super_user',
  'call.hang_up': 'super_user',
  'call.test': 'super_user',
  'report.read': 'super_user',
  'price.check': 'super_user',
  'billing_package.read': 'super_user',
  'billing_package.change': 'administrator',
  'incoming_number.read': 'super_user',
  'incoming_number.allocate': 'super_user',
  'incoming_number.change': 'administrator',
  'ban.read': 'super_user',
  'ban.change': 'super_user',
  'provider.read': 'administrator',
  'provider.change': 'administrator',
  'route.read': 'super_user',
  'route.change': 'administrator',
  'route.check': 'super_user',
  'setting.read': 'super_user',
  'setting.change': 'administrator',
  'staff.read': 'administrator',
  'staff.change': 'administrator',
  'api_key.change': 'administrator',
  'webhook.read': 'administrator',
  'webhook.change': 'administrator',
  'cdr_export.read': 'administrator',
  'cdr_export.change': 'administrator',
  'system.read': 'super_user',
} as const satisfies Record<string, StaffLevel>;

export type Permission = keyof typeof permissions;

/** True when this level holds the permission. */
export function may(level: StaffLevel, permission: Permission): boolean {
  return level === 'administrator' || permissions[permission] === 'super_user';
}

/** Who acts: a staff user, a machine with an API key, or the system itself (command line, jobs). */
export type Actor =
  | { readonly kind: 'staff'; readonly id: bigint; readonly name: string; readonly level: StaffLevel }
  | ApiKeyActor
  | { readonly kind: 'system'; readonly name: string; readonly level: 'administrator' };

export type ApiKeyActor = {
  readonly kind: 'api_key';
  readonly id: bigint;
  readonly name: string;
  readonly level: StaffLevel;
  /** What it may be used for; left out or null = all that its level may. */
  readonly scopes?: readonly Scope[] | null;
  /** Where it may be used from; empty or left out = anywhere. */
  readonly networks?: readonly string[];
  readonly expiresAt?: Instant | null;
};

export const systemActor: Actor = { kind: 'system', name: 'system', level: 'administrator' };
