import { MultiSelect } from '@mantine/core';
import { useFormHandle } from '../../kit/form.tsx';
import type { Provider } from '../providers/ProviderFields.tsx';

type ProviderOrderProps = { readonly name: string; readonly providers: readonly Provider[] };

/** Providers in the order in which they are tried: the order of choosing. */
export function ProviderOrder({ name, providers }: ProviderOrderProps) {
  const form = useFormHandle();
  return (
    <MultiSelect
      key={form.key(name)}
      size="sm"
      label="Providers, first to last"
      placeholder="Choose in order"
      data={providers.map(({ id, name: label, isActive }) => ({ value: id, label: isActive ? label : `${label} (off)` }))}
      searchable
      hidePickedOptions
      {...form.getInputProps(name)}
    />
  );
}
