import { Divider, Drawer, Stack, Text, Title } from '@mantine/core';
import { changePhoneSafety } from '../../../http/contract/recordings.ts';
import { useSend } from '../../api.ts';
import { ChoiceField, SelectField, SwitchField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton, useFieldValue } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { modeChoices, type OwnAnnouncement, ownAnnouncementChoices } from '../recordings/recordingText.ts';
import type { Phone } from './Registration.tsx';

/** Which calls of a phone are recorded, and whether others may listen on the line. */
export function PhoneSafetyDrawer({ phone, onClose }: { readonly phone: Phone; readonly onClose: () => void }) {
  const change = useSend(changePhoneSafety);
  return (
    <Drawer opened onClose={onClose} title={`Recording and encryption of ${phone.number}`} size="lg">
      <ContractForm
        label="Recording and encryption"
        initialValues={valuesOf(phone)}
        schema={changePhoneSafety.body}
        toBody={({ recordingAnnouncement, ...values }) => ({ ...values, recordingAnnouncement: recordingAnnouncement || null })}
        send={async (body) => {
          await change.mutateAsync({ params: { id: phone.id }, body });
          notifyDone('Saved. It counts from the next call.');
          onClose();
        }}
      >
        <Stack>
          <Title order={3}>Recording</Title>
          <ChoiceField name="recordingMode" label="Record its calls" data={modeChoices} />
          <Announcement />
          <Text c="dimmed" size="xs">
            A call that this phone forwards counts as outgoing. Emergency calls and voicemail are never recorded.
          </Text>
          <Divider />
          <Title order={3}>Encryption</Title>
          <SwitchField
            name="requiresEncryption"
            label="Only with encryption"
            description="The phone may use SIP over TLS with encrypted sound (SRTP) only. Off: it may, and need not."
          />
          <Insecure phone={phone} />
          <SaveButton isShortcutShown>Save</SaveButton>
        </Stack>
      </ContractForm>
    </Drawer>
  );
}

function Announcement() {
  return useFieldValue('recordingMode') === 'off' ? null : (
    <SelectField
      name="recordingAnnouncement"
      label="What both sides hear first"
      description="Before either can say a word. The law may ask for it."
      data={ownAnnouncementChoices}
    />
  );
}

/** Said before it happens: a phone that is connected in the clear loses its connection. */
function Insecure({ phone }: { readonly phone: Phone }) {
  const isRequired = useFieldValue('requiresEncryption') === true;
  if (!isRequired || phone.requiresEncryption || !phone.registrations.some((one) => !one.isEncrypted)) return null;
  return <Text size="sm">This phone is connected without encryption now. It is unreachable until its settings are changed.</Text>;
}

const valuesOf = ({ recordingMode, recordingAnnouncement, requiresEncryption }: Phone) => ({
  ...{ recordingMode, requiresEncryption },
  recordingAnnouncement: (recordingAnnouncement ?? '') as OwnAnnouncement,
});
