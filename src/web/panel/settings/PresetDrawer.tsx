import { ActionIcon, Button, Drawer, Group, Stack } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ChargePeriod } from '../../../core/extras/chargePeriod.ts';
import { changeExtraPreset } from '../../../http/contract/extraPresets.ts';
import { useSend } from '../../api.ts';
import { AmountField, CheckField, SelectField, TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton, useFormHandle } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { chargePeriodChoices } from '../accounts/words.ts';
import { useCurrency } from '../session/session.ts';
import type { Preset } from './PresetsSection.tsx';

type Row = {
  key: string;
  description: string;
  cost: string;
  chargePeriod: ChargePeriod;
  doesProrate: boolean;
  isTaxable: boolean;
};

let rowCount = 0;
function nextKey(): string {
  rowCount += 1;
  return `new-${rowCount}`;
}

/** Name and extras of a preset. */
export function PresetDrawer({ preset, onClose }: { readonly preset: Preset; readonly onClose: () => void }) {
  const change = useSend(changeExtraPreset);
  return (
    <Drawer opened onClose={onClose} position="right" size="lg" title={`Preset ${preset.name}`}>
      <ContractForm
        label="Preset of extras"
        initialValues={{
          name: preset.name,
          extras: preset.extras.map((extra, index): Row => ({ ...extra, key: `saved-${index}` })),
        }}
        schema={changeExtraPreset.body}
        toBody={({ name, extras }) => ({ name, extras: extras.map(({ key: _key, ...extra }) => extra) })}
        send={async (body) => {
          await change.mutateAsync({ params: { id: preset.id }, body });
          notifyDone('Saved.');
          onClose();
        }}
      >
        <Stack>
          <TextField name="name" label="Name" data-autofocus />
          <Rows />
          <SaveButton>Save</SaveButton>
        </Stack>
      </ContractForm>
    </Drawer>
  );
}

function Rows() {
  const form = useFormHandle();
  const currency = useCurrency();
  const rows = form.getValues().extras as readonly Row[];
  const add = () =>
    form.insertListItem('extras', {
      ...{ key: nextKey(), description: '', cost: '', chargePeriod: 'monthly' },
      ...{ doesProrate: false, isTaxable: true },
    });
  return (
    <>
      {rows.map((row, index) => (
        <fieldset key={row.key} style={{ border: 0, padding: 0, margin: 0 }}>
          <legend className="mantine-visually-hidden">Extra {index + 1}</legend>
          <TextField name={`extras.${index}.description`} label="Description" />
          <Group align="flex-end" mt={6} wrap="nowrap">
            <AmountField name={`extras.${index}.cost`} label="Cost" currency={currency} />
            <SelectField name={`extras.${index}.chargePeriod`} label="Charge period" data={chargePeriodChoices} />
          </Group>
          <Group mt={8}>
            <CheckField name={`extras.${index}.doesProrate`} label="Prorate" />
            <CheckField name={`extras.${index}.isTaxable`} label="Taxable" />
            <ActionIcon aria-label={`Remove extra ${index + 1}`} onClick={() => form.removeListItem('extras', index)}>
              <IconTrash size={17} />
            </ActionIcon>
          </Group>
        </fieldset>
      ))}
      <Button variant="default" size="xs" leftSection={<IconPlus size={15} />} onClick={add} style={{ alignSelf: 'flex-start' }}>
        Add extra
      </Button>
    </>
  );
}
