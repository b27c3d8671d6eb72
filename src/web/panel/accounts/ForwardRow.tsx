import { SimpleGrid, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { checkForward } from '../../../http/contract/phoneFeatures.ts';
import { useAnswer } from '../../api.ts';
import { NumberField, SelectField, TextField } from '../../kit/fields.tsx';
import { useFieldValue } from '../../kit/form.tsx';
import { problemText } from '../../kit/Problem.tsx';
import { priceText } from '../billingPackages/rateText.ts';
import type { forwardRows } from './featureText.ts';

type ForwardRowProps = { readonly phoneId: string; readonly row: (typeof forwardRows)[number] };

/** One condition: where the call goes, and what that costs. */
export function ForwardRow({ phoneId, row }: ForwardRowProps) {
  const name = `forwarding.${row.condition}`;
  const to = useFieldValue(`${name}.to`);
  const hasNumber = to === 'number';
  const isRinging = row.condition === 'noAnswer' && to !== 'nobody';
  return (
    <Stack gap={4}>
      <SimpleGrid cols={{ base: 1, xs: 1 + Number(hasNumber) + Number(isRinging) }} spacing="sm">
        <SelectField
          name={`${name}.to`}
          label={row.label}
          data={[
            { value: 'nobody', label: row.nobody },
            { value: 'voicemail', label: 'Voicemail' },
            { value: 'number', label: 'A number' },
          ]}
        />
        {hasNumber ? (
          <TextField name={`${name}.number`} label="Number" inputMode="tel" placeholder="As the customer dials it" />
        ) : null}
        {isRinging ? (
          <NumberField name="forwarding.ringSeconds" label="After ringing for" unit="seconds" min={5} max={60} />
        ) : null}
      </SimpleGrid>
      {hasNumber ? <Cost phoneId={phoneId} name={`${name}.number`} /> : null}
    </Stack>
  );
}

function Cost({ phoneId, name }: { readonly phoneId: string; readonly name: string }) {
  const [number] = useDebouncedValue(String(useFieldValue(name) ?? '').trim(), 400);
  const isLong = number.replace(/\D/g, '').length >= 3;
  const { data, error } = useAnswer(checkForward, { params: { id: phoneId }, body: { number } }, { enabled: isLong });
  const text = !isLong ? '' : error ? `${problemText(error)} Calls forwarded there would fail.` : data ? costText(data) : '';
  return (
    <Text c={error ? 'var(--mantine-color-error)' : 'dimmed'} size="xs" role="status">
      {text}
    </Text>
  );
}

function costText({
  kind,
  number,
  rate,
  currency,
}: NonNullable<ReturnType<typeof useAnswer<typeof checkForward>>['data']>): string {
  if (kind === 'internal' || rate === null) return `${number} is a phone of this network: calls forwarded there are free.`;
  return `Calls forwarded to +${number} (${rate.destination}) cost as this customer’s own calls: ${currency} ${priceText(rate)}.`;
}
