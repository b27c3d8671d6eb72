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
      return placed(step, `Flag fall: ${money(step, currency)}.`);
    case 'slot_fee':
      return placed(step, `Fee, once: ${money(step, currency)}.`);
    case 'first_block':
      return placed(
        step,
        `First ${count(step.blockSeconds)} at ${step.unitPrice}${currency} ${per(step.perSeconds)}: ${money(step, currency)}.`,
      );
    case 'blocks':
      return placed(step, `${blocks(step)} at ${step.unitPrice}${currency} ${per(step.perSeconds)}: ${money(step, currency)}.`);
    case 'included':
      return placed(step, `${count(step.seconds)} of the included minutes: ${money(step, currency)}.`);
    case 'untimed':
      return step.fromSecond === undefined && step.band === undefined
        ? `One price for the call, whatever its length: ${money(step, currency)}.`
        : placed(step, `One price, whatever the length (${count(step.seconds)}): ${money(step, currency)}.`);
    case 'surcharge':
      return `Surcharge for a call longer than ${count(step.fromSecond)}: ${money(step, currency)}.`;
    case 'attempt_fee':
      return `Fee for an attempt that was not answered: ${money(step, currency)}.`;
    case 'percent':
      return `Surcharge of ${step.percent} % on all of that: ${money(step, currency)}.`;
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

/** `Off-peak, from second 120: first 30 seconds at …`: where the step begins, when that is not the answer at the rate's own price. */
function placed(step: { readonly fromSecond?: Seconds; readonly band?: string }, sentence: string): string {
  const places = [step.band ?? '', step.fromSecond === undefined ? '' : `from second ${step.fromSecond}`].filter(
    (one) => one !== '',
  );
  if (places.length === 0) return sentence;
  const place = places.join(', ');
  return `${capital(place)}: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

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
