import { Chip, Group } from '@mantine/core';

type ChipsProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly data: readonly { readonly value: string; readonly label: string }[];
};

/** Filters as chips; a second click on a chosen chip takes it away. The empty value means no filter. */
export function Chips({ label, value, onChange, data }: ChipsProps) {
  return (
    <Group gap={6} role="group" aria-label={label}>
      {data.map((one) => (
        <Chip
          key={one.value}
          size="xs"
          type="checkbox"
          variant="outline"
          checked={value === one.value}
          onChange={(isOn) => onChange(isOn ? one.value : '')}
        >
          {one.label}
        </Chip>
      ))}
    </Group>
  );
}
