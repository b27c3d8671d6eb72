import { Group, Text } from '@mantine/core';
import { TextField } from '../../kit/fields.tsx';
import { useFieldValue } from '../../kit/form.tsx';

type BaseNumberFieldProps = { readonly saved: string; readonly nextNumbers: readonly string[] };

/** The Base Number, with the numbers that the next five accounts would get. */
export function BaseNumberField({ saved, nextNumbers }: BaseNumberFieldProps) {
  const typed = String(useFieldValue('baseNumber') ?? '').trim();
  const next = typed === saved ? nextNumbers : previewOf(typed);
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
          {next.length > 0 ? 'The next five accounts get' : 'Type 4 to 15 digits to see the next numbers.'}
        </Text>
        <Group gap="xs">
          {next.map((number) => (
            <span key={number} className="k-secret k-mono">
              {number}
            </span>
          ))}
        </Group>
      </div>
    </>
  );
}

function previewOf(typed: string): readonly string[] {
  if (!/^[1-9]\d{3,14}$/.test(typed)) return [];
  return [0n, 1n, 2n, 3n, 4n].map((step) => String(BigInt(typed) + step));
}
