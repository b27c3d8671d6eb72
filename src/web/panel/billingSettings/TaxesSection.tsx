import { ActionIcon, Button, Stack, Text, Tooltip } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { CheckField, TagsField, TextField } from '../../kit/fields.tsx';
import { useFormHandle } from '../../kit/form.tsx';
import { Section } from '../../kit/Section.tsx';
import { ScopeField } from './BillingFields.tsx';

/** The taxes of the operator: any number of rows. */
export function TaxesSection() {
  const form = useFormHandle();
  const rows = form.getValues().taxes as readonly { readonly key: string }[];
  const add = () =>
    form.insertListItem('taxes', {
      ...{ key: crypto.getRandomValues(new Uint32Array(1)).join(), name: '', percent: '', isInclusive: false },
      ...{ appliesTo: 'everything', countries: [], hasReverseCharge: false },
    });
  return (
    <Section
      title="Taxes"
      help="Worked out once for each invoice, never for each call."
      aside={
        <Button variant="default" size="xs" leftSection={<IconPlus size={15} />} onClick={add}>
          Add tax
        </Button>
      }
    >
      {rows.length === 0 ? (
        <Text c="dimmed">No tax is charged.</Text>
      ) : (
        <Stack gap="md">
          {rows.map((row, index) => (
            <TaxRow key={row.key} index={index} onRemove={() => form.removeListItem('taxes', index)} />
          ))}
        </Stack>
      )}
    </Section>
  );
}

function TaxRow({ index, onRemove }: { readonly index: number; readonly onRemove: () => void }) {
  const at = (name: string) => `taxes.${index}.${name}`;
  return (
    <fieldset className="k-extra k-tax">
      <legend className="k-hidden">Tax {index + 1}</legend>
      <TextField name={at('name')} label="Name" placeholder="GST" />
      <TextField name={at('percent')} label="Percent" placeholder="10" inputMode="decimal" classNames={{ input: 'k-num' }} />
      <ScopeField name={at('appliesTo')} />
      <TagsField
        name={at('countries')}
        label="Customers in"
        placeholder="All countries"
        description="Such as AU, NZ; empty = all"
      />
      <Stack gap={6} pt={24}>
        <CheckField name={at('isInclusive')} label="In the prices" />
        <CheckField name={at('hasReverseCharge')} label="Reverse charge" />
      </Stack>
      <Tooltip label="Remove this tax">
        <ActionIcon aria-label={`Remove tax ${index + 1}`} onClick={onRemove} mt={26}>
          <IconTrash size={17} />
        </ActionIcon>
      </Tooltip>
    </fieldset>
  );
}
