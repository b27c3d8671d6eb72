import type { RateInput, RateOnTheWire } from '../../../http/contract/rates.ts';

/** What the rate form holds; '' where nothing is typed. */
export type RateValues = {
  prefix: string;
  destination: string;
  flagFall: string;
  price: string;
  perSeconds: number | '';
  initialIncrement: number | '';
  initialPrice: string;
  increment: number | '';
  untimed: boolean;
  graceSeconds: number | '';
  minimumSeconds: number | '';
  minimumCharge: string;
  maximumCharge: string;
  blocked: boolean;
};

export const newRate: RateValues = {
  prefix: '',
  destination: '',
  flagFall: '0',
  price: '',
  perSeconds: 60,
  initialIncrement: '',
  initialPrice: '',
  increment: 1,
  untimed: false,
  graceSeconds: 0,
  minimumSeconds: 0,
  minimumCharge: '0',
  maximumCharge: '',
  blocked: false,
};

/** A rate in the form. */
export function rateValues(rate: RateOnTheWire): RateValues {
  return {
    ...rate,
    initialIncrement: rate.initialIncrement ?? '',
    initialPrice: rate.initialPrice ?? '',
    maximumCharge: rate.maximumCharge ?? '',
  };
}

/** The rate as it is sent: what is empty is left out and takes the contract's default. A blocked rate needs no price. */
export function rateBody(values: RateValues): RateInput {
  const { price, initialPrice, maximumCharge, initialIncrement, flagFall, minimumCharge, ...rest } = values;
  const { perSeconds, increment, graceSeconds, minimumSeconds, ...plain } = rest;
  const numbers = { perSeconds, increment, initialIncrement, graceSeconds, minimumSeconds };
  const texts = { flagFall, minimumCharge, maximumCharge, initialPrice: values.untimed ? '' : initialPrice };
  const given = Object.fromEntries(Object.entries({ ...numbers, ...texts }).filter(([, value]) => value !== ''));
  return { ...plain, ...given, price: values.blocked && price === '' ? '0' : price };
}
