import { unitPrice } from '../../core/base/money.ts';
import type { Rate } from '../../core/rating/rate.ts';
import { starterPrices } from './starterPrices.ts';

export type PackageTemplate = {
  readonly code: string;
  readonly title: string;
  readonly description: string;
  readonly rates: readonly Rate[];
};

/** Ready-made rate lists. Their prices are examples: look through them before selling anything. */
export const packageTemplates: readonly PackageTemplate[] = [
  {
    code: 'starter',
    title: 'Starter list',
    description:
      'Sixty destinations of the world, land lines and mobiles, billed by the second after the first 30. The prices are examples: replace them with yours.',
    rates: starterPrices.map(([prefix, destination, perMinute]) =>
      rate(prefix, destination, { price: unitPrice(perMinute), initialIncrement: 30, increment: 1 }),
    ),
  },
  {
    code: 'flat',
    title: 'One price for everything',
    description: 'Every number of the world at 0.05 a minute, by the minute. For trying vspPanel out; an example, not an offer.',
    rates: [rate('', 'Everywhere', { price: unitPrice('0.05'), initialIncrement: 60, increment: 60 })],
  },
];

export function findTemplate(code: string): PackageTemplate | undefined {
  return packageTemplates.find((template) => template.code === code);
}

function rate(prefix: string, destination: string, terms: Pick<Rate, 'price' | 'initialIncrement' | 'increment'>): Rate {
  const zero = unitPrice('0');
  return {
    ...{ prefix, destination, flagFall: zero, perSeconds: 60, untimed: false, graceSeconds: 0, minimumSeconds: 0 },
    ...{ minimumCharge: zero, blocked: false },
    ...terms,
  };
}
