import type { RoundingMode } from '../base/divide.ts';
import type { Seconds } from '../base/time.ts';
import type { ExactText } from './exact.ts';
import type { PriceStep } from './priceSteps.ts';

/** The steps of a price as English sentences for a receipt, one each. `currency` (such as `AUD`) follows every amount. */
export function explainPrice(steps: readonly PriceStep[], currency = ''): readonly string[] {
  return steps.map((step) => explainStep(step, currency === '' ? '' : ` ${currency}`));
}

function explainStep(step: PriceStep, currency: string): string {
  switch (step.kind) {
    case 'zero_seconds':
      return 'The call lasted no time: nothing is charged.';
    case 'grace':
      return `The call lasted ${count(step.seconds)}, not more than the ${count(step.graceSeconds)} that are free: nothing is charged.`;
    case 'minimum_seconds':
      return `The call lasted ${count(step.seconds)}; at least ${count(step.minimumSeconds)} are billed.`;
    case 'flag_fall':
      return `Flag fall: ${money(step, currency)}.`;
    case 'first_block':
      return `First ${count(step.blockSeconds)} at ${step.unitPrice}${currency} ${per(step.perSeconds)}: ${money(step, currency)}.`;
    case 'blocks':
      return `${blocks(step)} at ${step.unitPrice}${currency} ${per(step.perSeconds)}: ${money(step, currency)}.`;
    case 'untimed':
      return `One price for the call, whatever its length: ${money(step, currency)}.`;
    case 'maximum_charge':
      return `${step.insteadOf}${currency} is more than the maximum charge, which is charged instead: ${money(step, currency)}.`;
    case 'minimum_charge':
      return `${step.insteadOf}${currency} is less than the minimum charge, which is charged instead: ${money(step, currency)}.`;
    case 'rounding':
      return `Rounded ${modeWords[step.roundingMode]} to ${places(step.decimals)}: ${money(step, currency)}.`;
    default:
      return step satisfies never;
  }
}

const modeWords: Readonly<Record<RoundingMode, string>> = {
  half_up: 'to the nearest (half goes up)',
  up: 'up',
  down: 'down',
  half_even: 'to the nearest (half goes to the even digit)',
};

function blocks(step: { readonly blocks: number; readonly blockSeconds: Seconds; readonly seconds: Seconds }): string {
  if (step.blockSeconds === 1) return count(step.seconds);
  if (step.blocks === 1) return `1 block of ${count(step.blockSeconds)}`;
  return `${step.blocks} blocks of ${count(step.blockSeconds)} (${count(step.seconds)})`;
}

function money(value: ExactText, currency: string): string {
  return value.exactly === undefined ? `${value.amount}${currency}` : `${value.amount}${currency} (exactly ${value.exactly})`;
}

const count = (seconds: Seconds): string => (seconds === 1 ? '1 second' : `${seconds} seconds`);
const places = (decimals: number): string => (decimals === 1 ? '1 decimal' : `${decimals} decimals`);

function per(seconds: Seconds): string {
  if (seconds === 1) return 'per second';
  return seconds === 60 ? 'per minute' : `per ${seconds} seconds`;
}
