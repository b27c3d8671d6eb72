import { SimpleGrid } from '@mantine/core';
import { AmountField, NumberField, SelectField, SwitchField, TextField } from '../../kit/fields.tsx';
import { useCurrency } from '../session/session.ts';

/** What the fields of a price change begin with. */
export const priceChangeValues = {
  percent: '',
  amount: '',
  decimals: 4 as number | '',
  roundingMode: 'half_up',
  isAllPrices: false,
};
type Values = typeof priceChangeValues;

/** The part of a request that the fields make; what is left empty does not change. */
export function priceChangeOf({ percent, amount, decimals, roundingMode, isAllPrices }: Values) {
  return {
    ...(percent === '' ? {} : { percent }),
    ...(amount === '' ? {} : { amount }),
    ...{ decimals: decimals as number, roundingMode: roundingMode as 'half_up', isAllPrices },
  };
}

const modes = [
  { value: 'half_up', label: 'To the nearest' },
  { value: 'up', label: 'Up' },
  { value: 'down', label: 'Down' },
  { value: 'half_even', label: 'To the nearest even' },
];

/** Percentage, amount and rounding of new prices. */
export function PriceChangeFields() {
  const currency = useCurrency();
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextField
          name="percent"
          label="Change by"
          rightSection="%"
          placeholder="-5 or 12.5"
          inputMode="decimal"
          autoComplete="off"
        />
        <AmountField name="amount" label="then add" currency={currency} placeholder="0.001 or -0.001" />
        <NumberField name="decimals" label="Round new prices to" unit="decimals" min={0} max={12} />
        <SelectField name="roundingMode" label="Rounding" data={modes} />
      </SimpleGrid>
      <SwitchField name="isAllPrices" label="Flag fall, fees, minimum and maximum charge too" description="By the percentage." />
    </>
  );
}
