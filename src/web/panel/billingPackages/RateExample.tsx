import { Group, NumberInput, Select, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { formatAmount } from '../../../core/base/money.ts';
import { type Instant, instant } from '../../../core/base/time.ts';
import { bandAt } from '../../../core/rating/bandClock.ts';
import { explainPrice } from '../../../core/rating/explainPrice.ts';
import type { PackageTerms } from '../../../core/rating/packageTerms.ts';
import { priceCall } from '../../../core/rating/priceCall.ts';
import type { Rate, Rounding } from '../../../core/rating/rate.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { type getPackageTerms, toTerms } from '../../../http/contract/packageTerms.ts';
import { rateSchema, toRate } from '../../../http/contract/rates.ts';
import { Unit } from '../../kit/fields.tsx';
import { useFormValues } from '../../kit/form.tsx';
import { Receipt } from '../../kit/Receipt.tsx';
import { useCurrency } from '../session/session.ts';
import { type RateValues, rateBody } from './rateValues.ts';

type RateExampleProps = { readonly rounding: Rounding; readonly terms: AnswerOf<typeof getPackageTerms> | undefined };

/** What a call would cost with the rate as it is typed: the very function that prices calls, before anything is saved. */
export function RateExample({ rounding, terms }: RateExampleProps) {
  const [seconds, setSeconds] = useState(185);
  const [band, setBand] = useState('');
  const currency = useCurrency();
  const values = useFormValues() as RateValues;
  const checked = rateSchema.safeParse(rateBody(values));
  const read = terms && { ...toTerms(terms), timeZone: terms.zone };
  const bands = terms?.bands ?? [];
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Title order={3}>Example</Title>
        <Group gap="xs">
          {bands.length === 0 ? null : (
            <Select
              aria-label="When the example call is answered"
              size="xs"
              w={170}
              allowDeselect={false}
              value={band}
              onChange={(value) => setBand(value ?? '')}
              data={[{ value: '', label: 'Answered now' }, ...bands.map((one) => ({ value: one, label: `In ${one}` }))]}
            />
          )}
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
      </Group>
      {checked.success ? (
        <Example
          rate={{ ...toRate(checked.data), ...(read && { terms: read }) }}
          answeredAt={answerIn(read, band)}
          {...{ rounding, seconds, currency }}
        />
      ) : (
        <Text c="dimmed">Type a price to see what a call costs.</Text>
      )}
    </Stack>
  );
}

const weekMilliseconds = 7 * 86_400_000;

/** Now, or the next instant at which a band is in force within a week; a band of holidays alone may have none. */
function answerIn(terms: PackageTerms | undefined, band: string): Instant {
  const now = instant(Date.now());
  if (terms === undefined || band === '') return now;
  for (let at = now; at < now + weekMilliseconds; ) {
    const span = bandAt(terms, at);
    if (span.band === band) return at;
    at = span.until;
  }
  const holiday = terms.holidays.find((one) => one.band === band && one.date >= new Date(now).toISOString().slice(0, 10));
  // Noon in UTC lies within that date in every zone but those furthest from it.
  return holiday ? instant(Date.parse(`${holiday.date}T12:00:00Z`)) : now;
}

type ExampleProps = {
  readonly rate: Rate;
  readonly rounding: Rounding;
  readonly answeredAt: Instant;
  readonly seconds: number;
  readonly currency: string;
};

function Example({ rate, rounding, answeredAt, seconds, currency }: ExampleProps) {
  if (rate.blocked) return <Text>Calls there are refused; the caller hears why.</Text>;
  const priced = priceCall(rate, rounding, answeredAt, seconds);
  const texts = explainPrice(priced.steps, currency);
  const steps = priced.steps.map((step, index) => ({ text: texts[index] ?? '', amount: 'amount' in step ? step.amount : '' }));
  return <Receipt steps={steps} total={formatAmount(priced.price)} currency={currency} title="Price of the example call" />;
}
