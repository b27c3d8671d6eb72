import { ActionIcon, Button, Group, Stack, Text, Tooltip } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { AmountField, CheckField, DateField, SelectField, TextField } from '../../kit/fields.tsx';
import { useFormHandle } from '../../kit/form.tsx';
import { useLocale } from '../../kit/locale.tsx';
import { Section } from '../../kit/Section.tsx';
import { dateIn } from '../../kit/timeText.ts';
import { useCurrency } from '../session/session.ts';
import { type ExtraValues, newExtra } from './accountValues.ts';
import { PresetMenu } from './PresetMenu.tsx';
import { chargePeriodChoices } from './words.ts';

/** Charges other than calls: any number of rows. */
export function ExtrasSection() {
  const form = useFormHandle();
  const { timeZone } = useLocale();
  const rows = form.getValues().extras as readonly ExtraValues[];
  const add = () => form.insertListItem('extras', newExtra(dateIn(timeZone, new Date())));
  return (
    <Section
      title="Extras"
      help="What this customer pays besides calls, such as a monthly fee. Each stands on the bill under its description."
      aside={
        <Group gap="xs">
          <PresetMenu />
          <Button variant="default" size="xs" leftSection={<IconPlus size={15} />} onClick={add}>
            Add extra
          </Button>
        </Group>
      }
    >
      {rows.length === 0 ? (
        <Text c="dimmed">No extras. Calls only.</Text>
      ) : (
        <Stack gap="md">
          {rows.map((row, index) => (
            <ExtraRow key={row.key} index={index} onRemove={() => form.removeListItem('extras', index)} />
          ))}
        </Stack>
      )}
    </Section>
  );
}

function ExtraRow({ index, onRemove }: { readonly index: number; readonly onRemove: () => void }) {
  const currency = useCurrency();
  const at = (name: keyof ExtraValues) => `extras.${index}.${name}`;
  return (
    <fieldset className="k-extra">
      <legend className="k-hidden">Extra {index + 1}</legend>
      <TextField name={at('description')} label="Description" placeholder="Monthly Fee" autoFocus />
      <AmountField name={at('cost')} label="Cost" currency={currency} placeholder="19.95" />
      <SelectField name={at('chargePeriod')} label="Charge period" data={chargePeriodChoices} />
      <DateField name={at('startsOn')} label="Starts" />
      <DateField name={at('endsOn')} label="Ends (optional)" />
      <Stack gap={6} pt={24}>
        <CheckField name={at('doesProrate')} label="Prorate" />
        <CheckField name={at('isTaxable')} label="Taxable" />
      </Stack>
      <Tooltip label="Remove this extra">
        <ActionIcon aria-label={`Remove extra ${index + 1}`} onClick={onRemove} mt={26}>
          <IconTrash size={17} />
        </ActionIcon>
      </Tooltip>
    </fieldset>
  );
}
