import { Modal, Stack, Text } from '@mantine/core';
import { releaseAccount } from '../../../http/contract/guard.ts';
import { useSend } from '../../api.ts';
import { TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';

type ReleaseDialogProps = { readonly id: string; readonly onClose: () => void };

/** Ends a lock or a throttle, with a reason that stays in the history. */
export function ReleaseDialog({ id, onClose }: ReleaseDialogProps) {
  const release = useSend(releaseAccount);
  return (
    <Modal opened onClose={onClose} title="Release the account">
      <ContractForm
        label="Release the account"
        initialValues={{ reason: '' }}
        schema={releaseAccount.body}
        toBody={(values) => values}
        send={async (body) => {
          await release.mutateAsync({ params: { id }, body });
          notifyDone('Released. The next call goes through.');
          onClose();
        }}
      >
        <Stack>
          <Text>The account may call again at once. For some time the guard only warns about it.</Text>
          <TextField name="reason" label="Reason" placeholder="Customer confirmed the calls by phone" data-autofocus />
          <SaveButton>Release</SaveButton>
        </Stack>
      </ContractForm>
    </Modal>
  );
}
