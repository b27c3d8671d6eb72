import { ActionIcon, Group, Select, Stack, Text, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { type SignupFieldName, type SignupLanguage, signupFieldNames } from '../../../core/accounts/signupForm.ts';
import { signupWords } from '../../../core/accounts/signupWords.ts';
import { CheckField, TextField } from '../../kit/fields.tsx';
import { useFieldValue, useFormHandle } from '../../kit/form.tsx';
import { Section } from '../../kit/Section.tsx';
import type { FieldValues } from './signupFormValues.ts';
import { fieldLabels } from './words.ts';

/** Which fields the form asks, in which order. */
export function FieldsSection() {
  const form = useFormHandle();
  const rows = form.getValues().fields as readonly FieldValues[];
  const left = signupFieldNames.filter((name) => !rows.some((row) => row.name === name));
  const add = (name: string | null) => {
    if (name !== null) form.insertListItem('fields', { name, label: '', isRequired: false });
  };
  return (
    <Section title="Fields" help="People fill in less the more is asked. Every field arrives in the account.">
      <Stack gap="xs">
        {rows.map((row, index) => (
          <FieldRow key={row.name} row={row} index={index} count={rows.length} />
        ))}
        {form.errors.fields ? (
          <Text className="k-bad" size="xs" role="alert">
            {form.errors.fields}
          </Text>
        ) : null}
        <Select
          aria-label="Add a field"
          placeholder="Add a field"
          searchable
          value={null}
          onChange={add}
          data={left.map((name) => ({ value: name, label: fieldLabels[name] }))}
          disabled={left.length === 0}
          maw={320}
        />
      </Stack>
    </Section>
  );
}

type FieldRowProps = { readonly row: FieldValues; readonly index: number; readonly count: number };

function FieldRow({ row, index, count }: FieldRowProps) {
  const form = useFormHandle();
  const name: SignupFieldName = row.name;
  const label = fieldLabels[name];
  const usual = signupWords[useFieldValue('language') as SignupLanguage].labels[name];
  const move = (to: number) => form.reorderListItem('fields', { from: index, to });
  return (
    <fieldset className="k-fieldrow">
      <legend className="k-hidden">{label}</legend>
      <Text>{label}</Text>
      <TextField name={`fields.${index}.label`} aria-label={`Label of ${label}`} placeholder={usual} />
      <CheckField name={`fields.${index}.isRequired`} label="Required" />
      <Group gap={2} wrap="nowrap">
        <Tooltip label="Up">
          <ActionIcon aria-label={`Move ${label} up`} disabled={index === 0} onClick={() => move(index - 1)}>
            <IconArrowUp size={16} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Down">
          <ActionIcon aria-label={`Move ${label} down`} disabled={index === count - 1} onClick={() => move(index + 1)}>
            <IconArrowDown size={16} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Remove this field">
          <ActionIcon aria-label={`Remove ${label}`} onClick={() => form.removeListItem('fields', index)}>
            <IconTrash size={16} />
          </ActionIcon>
        </Tooltip>
      </Group>
    </fieldset>
  );
}
