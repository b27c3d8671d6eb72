import { Button, Menu, Modal, Stack, Text } from '@mantine/core';
import { IconBookmark, IconDeviceFloppy } from '@tabler/icons-react';
import { useState } from 'react';
import { addExtraPreset, listExtraPresets } from '../../../http/contract/extraPresets.ts';
import { useAnswer, useSend } from '../../api.ts';
import { TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton, useFormHandle, useFormValues } from '../../kit/form.tsx';
import { useLocale } from '../../kit/locale.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { dateIn } from '../../kit/timeText.ts';
import { useMay } from '../session/session.ts';
import { type ExtraValues, extraOf } from './accountValues.ts';

/** Saved sets of extras: use one, or keep the rows that stand here as one. */
export function PresetMenu() {
  const form = useFormHandle();
  const { timeZone } = useLocale();
  const rows = useFormValues().extras as readonly ExtraValues[];
  const presets = useAnswer(listExtraPresets, {}).data?.items ?? [];
  const maySave = useMay('account.add');
  const [isSaving, setIsSaving] = useState(false);
  const apply = (extras: (typeof presets)[number]['extras']) => {
    const today = dateIn(timeZone, new Date());
    form.setFieldValue('extras', [...(form.getValues().extras as ExtraValues[]), ...extras.map((one) => extraOf(one, today))]);
  };
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button variant="default" size="xs" leftSection={<IconBookmark size={15} />}>
            Presets
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {presets.length === 0 ? <Menu.Label>No preset yet</Menu.Label> : <Menu.Label>Add the extras of</Menu.Label>}
          {presets.map((preset) => (
            <Menu.Item key={preset.id} onClick={() => apply(preset.extras)}>
              {preset.name}
            </Menu.Item>
          ))}
          {maySave ? (
            <>
              <Menu.Divider />
              <Menu.Item
                leftSection={<IconDeviceFloppy size={15} />}
                disabled={rows.length === 0}
                onClick={() => setIsSaving(true)}
              >
                Save these extras as a preset
              </Menu.Item>
            </>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {isSaving ? <SavePresetDialog rows={rows} onClose={() => setIsSaving(false)} /> : null}
    </>
  );
}

function SavePresetDialog({ rows, onClose }: { readonly rows: readonly ExtraValues[]; readonly onClose: () => void }) {
  const add = useSend(addExtraPreset);
  const extras = rows.map(({ description, cost, chargePeriod, doesProrate, isTaxable }) => ({
    ...{ description, cost, chargePeriod, doesProrate, isTaxable },
  }));
  return (
    <Modal opened onClose={onClose} title="Save as a preset">
      <ContractForm
        label="Save as a preset"
        initialValues={{ name: '' }}
        schema={addExtraPreset.body}
        toBody={({ name }) => ({ name, extras })}
        send={async (body) => {
          const { name } = await add.mutateAsync({ body });
          notifyDone(`Preset ${name} is saved.`);
          onClose();
        }}
      >
        <Stack>
          <Text c="dimmed">{rows.map(({ description, cost }) => `${description || 'Extra'} ${cost}`).join(' · ')}</Text>
          <TextField name="name" label="Name" placeholder="Home line" data-autofocus />
          <SaveButton>Save preset</SaveButton>
        </Stack>
      </ContractForm>
    </Modal>
  );
}
