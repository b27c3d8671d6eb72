import { Modal, Stack } from '@mantine/core';
import { changeNumberRecording } from '../../../http/contract/recordings.ts';
import { useSend } from '../../api.ts';
import { SelectField, SwitchField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { type OwnAnnouncement, ownAnnouncementChoices } from '../recordings/recordingText.ts';
import { type IncomingNumber, shownNumber } from './numberText.ts';

/** Whether calls to a number are recorded, whoever answers. */
export function RecordingDialog({ number, onClose }: { readonly number: IncomingNumber; readonly onClose: () => void }) {
  const change = useSend(changeNumberRecording);
  const initialValues = {
    isRecorded: number.isRecorded,
    recordingAnnouncement: (number.recordingAnnouncement ?? '') as OwnAnnouncement,
  };
  return (
    <Modal opened onClose={onClose} title={`Recording of ${shownNumber(number)}`}>
      <ContractForm
        label="Recording"
        initialValues={initialValues}
        schema={changeNumberRecording.body}
        toBody={({ isRecorded, recordingAnnouncement }) => ({
          ...{ isRecorded, recordingAnnouncement: recordingAnnouncement || null, version: number.version },
        })}
        send={async (body) => {
          await change.mutateAsync({ params: { id: number.id }, body });
          notifyDone('Saved. It counts from the next call.');
          onClose();
        }}
      >
        <Stack>
          <SwitchField
            name="isRecorded"
            label="Record calls to this number"
            description="Whoever answers; a message that a caller leaves is voicemail, not a recording."
          />
          <SelectField name="recordingAnnouncement" label="What both sides hear first" data={ownAnnouncementChoices} />
          <SaveButton isShortcutShown>Save</SaveButton>
        </Stack>
      </ContractForm>
    </Modal>
  );
}
