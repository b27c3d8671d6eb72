import type { Id } from '../base/id.ts';
import type { DialPlan } from '../base/phone.ts';
import { toNational } from '../base/phone.ts';
import type { Instant } from '../base/time.ts';
import type { HostState } from './hostHealth.ts';
import { isHostUsable } from './hostHealth.ts';
import { weightedOrder } from './weightedOrder.ts';

/**
 * How a provider wants numbers: plain E.164 digits, with `+`, with the operator's international prefix, as dialled nationally,
 * or locally (a national number without its national prefix; foreign ones as dialled abroad).
 */
export const numberFormats = ['e164', 'plus_e164', 'international', 'national', 'local'] as const;
export type NumberFormat = (typeof numberFormats)[number];

/** How a number is rewritten for a provider: format, then take digits off the front, then put some in front. */
export type NumberForm = {
  readonly numberFormat: NumberFormat;
  /** Digits taken off the front after formatting. */
  readonly stripDigits: number;
  /** Put in front last; digits, `+`, `*`, `#`. */
  readonly addPrefix: string;
};

/** A form of its own for the numbers that begin so (E.164 digits); of several that fit the longest prefix counts. */
export type NumberRule = NumberForm & { readonly prefix: string };

/** What the called side is shown: the caller's number, always the same, that of the account that pays, or the caller's with something in front. */
export const callerIdRules = ['pass', 'fixed', 'account', 'prefix'] as const;
export type CallerIdRule = (typeof callerIdRules)[number];

/** One signalling address of a provider. */
export type ProviderHost = {
  /** 1 for the first; part of its name in the engine. */
  readonly position: number;
  readonly host: string;
  readonly port: number;
  /** Lower ones first, as in RFC 2782. */
  readonly priority: number;
  /** How large a share of the calls it takes among hosts of the same priority. */
  readonly weight: number;
  readonly state: HostState;
};

/** A carrier that takes outgoing calls. */
export type Provider = NumberForm & {
  readonly id: Id;
  readonly name: string;
  readonly numberRules: readonly NumberRule[];
  readonly callerIdRule: CallerIdRule;
  /** For the rules `fixed` and `prefix`. */
  readonly callerId: string;
  /** The called person is not shown the number (RFC 3325, Privacy: id). */
  readonly hidesCallerId: boolean;
  /** Empty for the carrier inside. */
  readonly hosts: readonly ProviderHost[];
  /** The billing package with what this provider takes; absent = its cost is not known. */
  readonly costPackageId?: Id;
  readonly isActive: boolean;
  /** Takes no new calls; calls in progress stay. */
  readonly isInMaintenance: boolean;
};

/** The number as this provider wants it; undefined when its rules leave nothing to dial. */
export function numberForProvider(
  number: string,
  provider: NumberForm & Pick<Provider, 'numberRules'>,
  plan: DialPlan,
): string | undefined {
  const form = numberRuleFor(number, provider.numberRules) ?? provider;
  const stripped = formatted(number, form.numberFormat, plan).slice(form.stripDigits);
  return stripped === '' ? undefined : form.addPrefix + stripped;
}

/** The rule with the longest prefix that fits the number. */
export function numberRuleFor(number: string, rules: readonly NumberRule[]): NumberRule | undefined {
  return rules
    .filter(({ prefix }) => number.startsWith(prefix))
    .reduce<NumberRule | undefined>((best, one) => (best && best.prefix.length >= one.prefix.length ? best : one), undefined);
}

/** What this provider is told of the caller. `shown` is who called in the beginning, `account` the number of the account that pays. */
export function callerIdFor(
  { callerIdRule, callerId }: Pick<Provider, 'callerIdRule' | 'callerId'>,
  shown: string,
  account: string,
): string {
  switch (callerIdRule) {
    case 'pass':
      return shown;
    case 'fixed':
      return callerId === '' ? shown : callerId;
    case 'account':
      return account;
    case 'prefix':
      return callerId + shown;
    default:
      return callerIdRule satisfies never;
  }
}

/** The hosts of a provider in the order in which a call tries them: by priority, among equals by weight, the same for the same call. */
export function hostsFor(provider: Provider, callId: string): readonly ProviderHost[] {
  const priorities = [...new Set(provider.hosts.map(({ priority }) => priority))].sort((a, b) => a - b);
  return priorities.flatMap((priority) => {
    const equals = provider.hosts.filter((one) => one.priority === priority);
    return equals.length < 2
      ? equals
      : weightedOrder(equals, `${callId}/${provider.id}`, (one) => [String(one.position), one.weight]);
  });
}

/** True when a new call may be sent there. */
export const isUsable = (host: ProviderHost, at: Instant): boolean => isHostUsable(host.state, at);

function formatted(number: string, format: NumberFormat, plan: DialPlan): string {
  switch (format) {
    case 'e164':
      return number;
    case 'plus_e164':
      return `+${number}`;
    case 'international':
      return plan.internationalPrefix + number;
    case 'national':
      return toNational(number, plan);
    case 'local':
      return number.startsWith(plan.countryCallingCode)
        ? number.slice(plan.countryCallingCode.length)
        : plan.internationalPrefix + number;
    default:
      return format satisfies never;
  }
}
