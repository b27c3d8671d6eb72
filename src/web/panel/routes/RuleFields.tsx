import { ActionIcon, Button, Chip, Group, Stack, Text, Tooltip } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { ManyField, NumberField, SelectField, TextField } from '../../kit/fields.tsx';
import { useFieldValue, useFormHandle } from '../../kit/form.tsx';
import type { Provider } from '../providers/providerValues.ts';
import { newWindow, type RuleValues, ruleChoices, type WindowValues } from './routeValues.ts';

type RuleFieldsProps = {
  readonly rule: RuleValues;
  readonly index: number;
  readonly providers: readonly Provider[];
  readonly onRemove: () => void;
};

/** One rule: for which calls, which providers, and how they are chosen. */
export function RuleFields({ rule, index, providers, onRemove }: RuleFieldsProps) {
  const at = `rules.${index}`;
  return (
    <fieldset className="k-card k-routerule">
      <legend className="k-hidden">Rule {index + 1}</legend>
      <Group justify="space-between" wrap="nowrap">
        <Text fw={600}>Rule {index + 1}</Text>
        <Tooltip label="Remove this rule">
          <ActionIcon aria-label={`Remove rule ${index + 1}`} onClick={onRemove}>
            <IconTrash size={17} />
          </ActionIcon>
        </Tooltip>
      </Group>
      <div className="k-fields">
        <TextField name={`${at}.prefix`} label="Prefix" leftSection="+" placeholder="Every number" inputMode="numeric" />
        <SelectField name={`${at}.choice`} label="Providers are tried" data={[...ruleChoices]} />
        <TextField name={`${at}.callerGroup`} label="Caller group" placeholder="Every account" />
        <ManyField
          name={`${at}.providerIds`}
          size="sm"
          label="Providers, first to last"
          placeholder="Choose in order"
          data={providers.map(({ id, name, isActive }) => ({ value: id, label: isActive ? name : `${name} (off)` }))}
          searchable
          wrapperProps={{ className: 'k-whole' }}
        />
      </div>
      <Weights at={at} providers={providers} />
      <Windows at={at} windows={rule.windows} />
    </fieldset>
  );
}

/** A weight beside each chosen provider, where they share the calls. */
function Weights({ at, providers }: { readonly at: string; readonly providers: readonly Provider[] }) {
  const choice = useFieldValue(`${at}.choice`);
  const chosen = (useFieldValue(`${at}.providerIds`) ?? []) as readonly string[];
  if (choice !== 'weighted' || chosen.length === 0) return null;
  return (
    <div className="k-fields">
      {chosen.map((id) => (
        <NumberField
          key={id}
          name={`${at}.weights.${id}`}
          label={`Weight of ${providers.find((one) => one.id === id)?.name ?? 'provider'}`}
          placeholder="1"
          min={1}
          max={1000}
        />
      ))}
    </div>
  );
}

const days = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];

/** When the rule holds: no time = always. */
function Windows({ at, windows }: { readonly at: string; readonly windows: readonly WindowValues[] }) {
  const form = useFormHandle();
  const add = () => form.insertListItem(`${at}.windows`, newWindow());
  return (
    <Stack gap="xs">
      {windows.map((window, place) => (
        // Windows have no identity of their own; they are few and change only at the end.
        <Group key={place} gap="xs" align="flex-end">
          <Days name={`${at}.windows.${place}.days`} chosen={window.days} />
          <TextField name={`${at}.windows.${place}.from`} label="From" type="time" w={138} />
          <TextField name={`${at}.windows.${place}.to`} label="To" type="time" w={138} />
          <ActionIcon aria-label={`Remove time ${place + 1}`} mb={4} onClick={() => form.removeListItem(`${at}.windows`, place)}>
            <IconTrash size={17} />
          </ActionIcon>
        </Group>
      ))}
      <Group>
        <Button variant="subtle" size="compact-xs" leftSection={<IconPlus size={14} />} onClick={add}>
          {windows.length === 0 ? 'Only at some times' : 'Another time'}
        </Button>
      </Group>
    </Stack>
  );
}

function Days({ name, chosen }: { readonly name: string; readonly chosen: readonly string[] }) {
  const form = useFormHandle();
  return (
    <Chip.Group multiple defaultValue={[...chosen]} onChange={(value) => form.setFieldValue(name, value)}>
      <Group gap={4} role="group" aria-label="Days">
        {days.map((label, index) => (
          <Chip key={label} value={String(index + 1)} size="xs">
            {label}
          </Chip>
        ))}
      </Group>
      {form.errors[name] ? (
        <Text className="k-bad" size="xs" role="alert">
          {form.errors[name]}
        </Text>
      ) : null}
    </Chip.Group>
  );
}
