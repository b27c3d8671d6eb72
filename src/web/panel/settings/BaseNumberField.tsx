import { Group, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { baseNumberInput, listNextNumbers } from '../../../http/contract/settings.ts';
import { useAnswer } from '../../api.ts';
import { TextField } from '../../kit/fields.tsx';
import { useFieldValue } from '../../kit/form.tsx';

type BaseNumberFieldProps = { readonly saved: string; readonly nextNumbers: readonly string[] };

/** The Base Number, with the numbers that the next five accounts would get: those that are free, as minting finds them. */
export function BaseNumberField({ saved, nextNumbers }: BaseNumberFieldProps) {
  const typed = String(useFieldValue('baseNumber') ?? '').trim();
  const [baseNumber] = useDebouncedValue(typed, 250);
  const isNumber = baseNumberInput.safeParse(baseNumber).success;
  const preview = useAnswer(
    listNextNumbers,
    { query: { baseNumber } },
    { enabled: isNumber && baseNumber !== saved, keep: true },
  );
  const previewed = isNumber ? (preview.data?.numbers ?? []) : [];
  const next = typed === saved ? nextNumbers : previewed;
  return (
    <>
      <TextField
        name="baseNumber"
        label="Base Number"
        description="4 to 15 digits, not starting with 0"
        inputMode="numeric"
        maw={260}
        autoFocus
      />
      <div aria-live="polite">
        <Text c="dimmed" size="xs" mb={4}>
          {isNumber ? 'The next five accounts get' : 'Type 4 to 15 digits to see the next numbers.'}
        </Text>
        <Group gap="xs">
          {next.map((number) => (
            <span key={number} className="k-secret k-mono">
              {number}
            </span>
          ))}
        </Group>
        {isNumber && next.length > 0 && next[0] !== typed && typed !== saved ? (
          <Text c="dimmed" size="xs" mt={4}>
            {typed} is taken, was removed from a customer, or is an emergency number; it is passed over.
          </Text>
        ) : null}
      </div>
    </>
  );
}
