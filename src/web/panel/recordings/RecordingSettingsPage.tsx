import { Alert, Button, Skeleton, Stack } from '@mantine/core';
import { IconGavel } from '@tabler/icons-react';
import { useState } from 'react';
import { Refusal } from '../../../core/base/refusal.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { changeRecordingSettings, getRecordingSettings } from '../../../http/contract/recordings.ts';
import { call, useAnswer, useSend } from '../../api.ts';
import { Facts } from '../../kit/Facts.tsx';
import { ChoiceField, NumberField, SwitchField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { Problem } from '../../kit/Problem.tsx';
import { Section } from '../../kit/Section.tsx';
import { announcementChoices, sizeText } from './recordingText.ts';

type Settings = AnswerOf<typeof getRecordingSettings>;

/** How calls are recorded where a number does not say, and for how long recordings are kept. */
export function RecordingSettingsPage() {
  const { data, error, refetch } = useAnswer(getRecordingSettings, {});
  const [opened, setOpened] = useState<Settings>();
  const settings = opened ?? data;
  if (error && !settings) return <Problem error={error} onRetry={() => void refetch()} />;
  if (!settings) return <Skeleton h={320} />;
  if (!opened) setOpened(settings);
  return (
    <>
      <PageHeader
        title="Call recording"
        help="Nothing is recorded until you switch it on for a phone or an incoming number. Here stands how, and for how long."
      />
      <Stack gap="md">
        <Alert color="yellow" icon={<IconGavel />} title="The law decides, not the switch">
          In many countries everybody on the line must know of a recording, or agree to it, before it begins; in some you also
          need a reason, and a limit to how long you keep it. Ask before you choose “Nothing”.
        </Alert>
        <SettingsForm settings={settings} onChange={setOpened} />
        <Section title="Kept now">
          <Facts
            facts={[
              { label: 'Recordings', value: settings.count.toLocaleString('en') },
              { label: 'On the disk', value: sizeText(settings.bytes) },
            ]}
          />
        </Section>
      </Stack>
    </>
  );
}

type FormProps = { readonly settings: Settings; readonly onChange: (settings: Settings) => void };

function SettingsForm({ settings, onChange }: FormProps) {
  const change = useSend(changeRecordingSettings);
  const loadAgain = async () => onChange(await call(getRecordingSettings, {}));
  return (
    <ContractForm
      key={settings.version}
      label="Call recording"
      isGuarded
      initialValues={valuesOf(settings)}
      schema={changeRecordingSettings.body}
      toBody={(values) => ({ ...values, keepDays: values.keepDays === '' ? null : values.keepDays, version: settings.version })}
      remedy={(refused) =>
        refused instanceof Refusal && refused.code === 'stale_version' ? (
          <Button size="xs" variant="default" onClick={() => loadAgain().catch(notifyProblem)}>
            Show the current values (drops what you typed)
          </Button>
        ) : null
      }
      send={async (body) => {
        onChange(await change.mutateAsync({ body }));
        notifyDone('Saved. It counts from the next call.');
      }}
    >
      <Section
        title="Recordings"
        help="A minute of a call is about 1 MB. When less than 1 GB is free, recording stops and an alert says so."
      >
        <Stack>
          <ChoiceField
            name="announcement"
            label="What both sides hear first"
            description="Before either can say a word. A phone or an incoming number may have its own choice."
            data={announcementChoices}
          />
          <NumberField
            name="keepDays"
            label="Delete recordings after"
            description="Empty = they stay until somebody deletes them"
            unit="days"
            min={1}
            max={3650}
          />
          <SwitchField
            name="isInPortal"
            label="Customers hear their own in the portal"
            description="They may also download and delete them."
          />
          <SaveButton isShortcutShown>Save</SaveButton>
        </Stack>
      </Section>
    </ContractForm>
  );
}

const valuesOf = ({ announcement, keepDays, isInPortal }: Settings) => ({
  ...{ announcement, isInPortal },
  keepDays: keepDays ?? ('' as number | ''),
});
