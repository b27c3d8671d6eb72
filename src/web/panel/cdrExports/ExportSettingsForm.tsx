import { Stack } from '@mantine/core';
import type * as z from 'zod';
import { callColumnList, callColumns, exportFormatList, exportFormats } from '../../../core/wires/exportedCall.ts';
import { changeCdrExportSettings, type getCdrExportSettings } from '../../../http/contract/cdrExports.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { listWebhooks } from '../../../http/contract/webhooks.ts';
import { useAnswer, useSend } from '../../api.ts';
import { ChoiceField, ManyField, NumberField, SelectField, SwitchField, TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { Section } from '../../kit/Section.tsx';
import { ZoneName } from '../../kit/Time.tsx';

type Settings = AnswerOf<typeof getCdrExportSettings>;

const hours = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: `${String(hour).padStart(2, '0')}:00` }));

/** When and how calls are exported. */
export function ExportSettingsForm({ settings }: { readonly settings: Settings }) {
  const change = useSend(changeCdrExportSettings);
  const { data } = useAnswer(listWebhooks, {});
  const { version, hour, webhookId, ...fields } = settings;
  const webhooks = (data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <ContractForm
      label="CDR export"
      isGuarded
      initialValues={{ ...fields, hour: String(hour), webhookId: webhookId ?? '' }}
      schema={changeCdrExportSettings.body}
      toBody={(values): z.input<typeof changeCdrExportSettings.body> => ({
        ...values,
        hour: Number(values.hour),
        webhookId: values.webhookId === '' ? null : values.webhookId,
        version,
      })}
      send={async (body) => {
        await change.mutateAsync({ body });
        notifyDone('Saved.');
      }}
    >
      <Section
        title="Every night"
        help="Each call is on exactly one nightly file. Calls that come to light late are on the next one."
      >
        <Stack>
          <SwitchField
            name="isOn"
            label="Export calls every night"
            description="The first file has the calls of the day on which this is turned on."
          />
          <div className="k-fields">
            <SelectField name="hour" label="At" description={<ZoneName />} data={hours} />
            <ChoiceField
              name="format"
              label="Format"
              data={exportFormatList.map((value) => ({ value, label: exportFormats[value] }))}
            />
            <TextField
              name="folder"
              label="Folder"
              description="Below exports/ of the data folder. Empty = there."
              autoComplete="off"
            />
            <NumberField name="keepDays" label="Kept for" unit="days" min={1} max={3660} />
            <SelectField
              name="webhookId"
              label="Also to a webhook"
              description="In parts of at most 500 calls"
              data={[{ value: '', label: 'No webhook' }, ...webhooks]}
            />
          </div>
          <ManyField
            name="columns"
            label="Columns"
            description="In this order"
            data={callColumnList.map((value) => ({ value, label: callColumns[value].title }))}
            searchable
          />
          <SwitchField name="isPacked" label="Pack with gzip" />
          <SwitchField name="doesIncludeRefused" label="With refused calls" />
          <SaveButton isShortcutShown>Save</SaveButton>
        </Stack>
      </Section>
    </ContractForm>
  );
}
