import { Group, NumberInput, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { formatAmount } from '../../../core/base/money.ts';
import { instant } from '../../../core/base/time.ts';
import { explainPrice } from '../../../core/rating/explainPrice.ts';
import { priceCall } from '../../../core/rating/priceCall.ts';
import type { Rounding } from '../../../core/rating/rate.ts';
import { rateSchema, toRate } from '../../../http/contract/rates.ts';
import { Unit } from '../../kit/fields.tsx';
import { useFormValues } from '../../kit/form.tsx';
import { Receipt } from '../calls/Receipt.tsx';
import { useCurrency } from '../session/session.ts';
import { type RateValues, rateBody } from './rateValues.ts';

/** What a call would cost with the rate as it is typed: the very function that prices calls, before anything is saved. */
export function RateExample({ rounding }: { readonly rounding: Rounding }) {
  const [seconds, setSeconds] = useState(185);
  const currency = useCurrency();
  const values = useFormValues() as RateValues;
  const checked = rateSchema.safeParse(rateBody(values));
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Title order={3}>Example</Title>
        <NumberInput
          aria-label="Length of the example call in seconds"
          size="xs"
          w={130}
          min={0}
          max={86_400}
          allowDecimal={false}
          value={seconds}
          onChange={(value) => setSeconds(typeof value === 'number' ? Math.min(value, 86_400) : 0)}
          rightSection={<Unit text="seconds" />}
          rightSectionWidth={64}
        />
      </Group>
      {checked.success ? (
        <Example rate={toRate(checked.data)} rounding={rounding} seconds={seconds} currency={currency} />
      ) : (
        <Text c="dimmed">Type a price to see what a call costs.</Text>
      )}
    </Stack>
  );
}

type ExampleProps = {
  readonly rate: ReturnType<typeof toRate>;
  readonly rounding: Rounding;
  readonly seconds: number;
  readonly currency: string;
};

function Example({ rate, rounding, seconds, currency }: ExampleProps) {
  if (rate.blocked) return <Text>Calls there are refused; the caller hears why.</Text>;
  const priced = priceCall(rate, rounding, instant(Date.now()), seconds);
  const texts = explainPrice(priced.steps, currency);
  const steps = priced.steps.map((step, index) => ({ text: texts[index] ?? '', amount: 'amount' in step ? step.amount : '' }));
  return <Receipt steps={steps} total={formatAmount(priced.price)} currency={currency} title="Price of the example call" />;
}
