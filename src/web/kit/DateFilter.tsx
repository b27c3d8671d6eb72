import { TextInput } from '@mantine/core';

type DateFilterProps = { readonly label: string; readonly value: string; readonly onChange: (value: string) => void };

/** A calendar date above a list; empty = no bound. */
export function DateFilter({ label, value, onChange }: DateFilterProps) {
  return (
    <TextInput
      type="date"
      aria-label={`${label} date`}
      leftSection={<span style={{ fontSize: 12 }}>{label}</span>}
      leftSectionWidth={44}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      w={178}
    />
  );
}
