import { Modal, Stack, Text } from '@mantine/core';
import { useNavigate } from 'react-router';
import { undoRerate } from '../../../http/contract/rerates.ts';
import { useSend } from '../../api.ts';
import { TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';

/** Prepares the re-rating that takes another one back. */
export function UndoDialog({ runId, onClose }: { readonly runId: string; readonly onClose: () => void }) {
  const undo = useSend(undoRerate);
  const navigate = useNavigate();
  return (
    <Modal opened onClose={onClose} title="Take this re-rating back">
      <ContractForm
        label="Take this re-rating back"
        initialValues={{ reason: '' }}
        schema={undoRerate.body}
        toBody={(values) => values}
        send={async (body) => {
          const { id } = await undo.mutateAsync({ params: { id: runId }, body });
          onClose();
          await navigate(`/rerates/${id}`);
        }}
      >
        <Stack>
          <Text>
            Every call that was corrected gets its price from before. You see it first; nothing is booked until you approve.
          </Text>
          <TextField name="reason" label="Reason" data-autofocus />
          <SaveButton>Prepare</SaveButton>
        </Stack>
      </ContractForm>
    </Modal>
  );
}
