import { Drawer, Stack } from '@mantine/core';
import type * as z from 'zod';
import type { StaffLevel } from '../../../core/access/permission.ts';
import { areaList, areas, type Scope } from '../../../core/access/scope.ts';
import { addApiKey } from '../../../http/contract/session.ts';
import { useSecretSend } from '../../api.ts';
import { ChoiceField, DateField, TagsField, TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton, useFieldValue } from '../../kit/form.tsx';
import { useLocale } from '../../kit/locale.tsx';
import { nextDate, startOfDate } from '../../kit/timeText.ts';

type AddKeyDrawerProps = { readonly onMade: (secret: string) => void; readonly onClose: () => void };

const levels = [
  { value: 'super_user', label: 'Super User' },
  { value: 'administrator', label: 'Administrator' },
];
const reaches = [
  { value: 'part', label: 'Only a part' },
  { value: 'all', label: 'All of its level' },
];
const verbs = [
  { value: '', label: 'Nothing' },
  { value: 'read', label: 'Read' },
  { value: 'write', label: 'Read and write' },
];
const noAreas = Object.fromEntries(areaList.map((area) => [area, '']));

export function AddKeyDrawer({ onMade, onClose }: AddKeyDrawerProps) {
  const add = useSecretSend(addApiKey);
  const { timeZone } = useLocale();
  return (
    <Drawer opened onClose={onClose} title="Make an API key">
      <ContractForm
        label="API key"
        initialValues={{
          ...{ name: '', level: 'super_user' as StaffLevel, reach: 'part', area: noAreas },
          ...{ networks: [] as string[], expiresAt: '' },
        }}
        schema={addApiKey.body}
        toBody={({ name, level, reach, area, networks, expiresAt }): z.input<typeof addApiKey.body> => ({
          ...{ name, level, networks },
          scopes: reach === 'all' ? null : scopesOf(area),
          ...(expiresAt === '' ? {} : { expiresAt: startOfDate(nextDate(expiresAt), timeZone) }),
        })}
        send={async (body) => {
          onMade((await add({ body })).key);
          onClose();
        }}
      >
        <Stack>
          <TextField name="name" label="What it is for" placeholder="Billing export" data-autofocus />
          <ChoiceField name="level" label="Level" data={levels} />
          <ChoiceField name="reach" label="What it may do" data={reaches} />
          <AreaFields />
          <TagsField
            name="networks"
            label="Used from"
            description="Addresses or networks, such as 192.0.2.7 or 192.0.2.0/24. Empty = anywhere"
          />
          <DateField name="expiresAt" label="Last day" description="Empty = until revoked" />
          <SaveButton>Make the key</SaveButton>
        </Stack>
      </ContractForm>
    </Drawer>
  );
}

function scopesOf(area: Readonly<Record<string, string>>): Scope[] {
  return areaList.flatMap((name) => (area[name] ? [`${name}:${area[name]}` as Scope] : []));
}

/** One choice for each part of the API, while the key is for a part only. */
function AreaFields() {
  if (useFieldValue('reach') === 'all') return null;
  return areaList.map((area) => <ChoiceField key={area} name={`area.${area}`} label={areas[area]} data={verbs} />);
}
