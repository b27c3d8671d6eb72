import type { Id } from '../base/id.ts';
import { type DialPlan, toNational } from '../base/phone.ts';

/** How a provider wants numbers: plain E.164 digits, with `+`, with the operator's international prefix, or as dialled nationally. */
export type NumberFormat = 'e164' | 'plus_e164' | 'international' | 'national';

/** A carrier that takes outgoing calls. */
export type Provider = {
  readonly id: Id;
  readonly name: string;
  readonly numberFormat: NumberFormat;
  /** Digits taken off the front after formatting. */
  readonly stripDigits: number;
  /** Put in front last; digits, `+`, `*`, `#`. */
  readonly addPrefix: string;
  /** Shown to the called side instead of the caller's; empty = the caller's. */
  readonly callerId: string;
  readonly isActive: boolean;
};

/** The providers of a prefix, in the order in which they are tried. */
export type RouteRule = { readonly prefix: string; readonly providerIds: readonly Id[] };
export type Route = { readonly id: Id; readonly name: string; readonly rules: readonly RouteRule[] };

/** The active providers for a number, in order: those of the longest prefix that matches, alone. Empty when none takes it. */
export function providersFor(route: Route, number: string, providers: ReadonlyMap<Id, Provider>): readonly Provider[] {
  const rule = route.rules
    .filter((one) => number.startsWith(one.prefix))
    .reduce<RouteRule | undefined>((best, one) => (best && best.prefix.length >= one.prefix.length ? best : one), undefined);
  return (rule?.providerIds ?? []).flatMap((id) => {
    const provider = providers.get(id);
    return provider?.isActive ? [provider] : [];
  });
}

/** The number as this provider wants it; undefined when its rules leave nothing to dial. */
export function numberForProvider(number: string, provider: Provider, plan: DialPlan): string | undefined {
  const stripped = formatted(number, provider.numberFormat, plan).slice(provider.stripDigits);
  return stripped === '' ? undefined : provider.addPrefix + stripped;
}

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
    default:
      return format satisfies never;
  }
}
