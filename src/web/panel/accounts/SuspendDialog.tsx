import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { setAccountActive } from '../../../http/contract/accounts.ts';
import { useSend } from '../../api.ts';
import { TextField } from '../../kit/fields.tsx';
import { ContractForm, useFormHandle } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import type { Account } from './accountValues.ts';

/** Asks before an account is suspended, and for the reason. */
export function SuspendDialog({ account, onClose }: { readonly account: Account; readonly onClose: () => void }) {
  const send = useSend(setAccountActive);
  return (
    <Modal opened onClose={onClose} title={`Suspend ${account.displayName}?`}>
      <ContractForm
        label="Suspend the account"
        initialValues={{ reason: '' }}
        schema={setAccountActive.body}
        toBody={({ reason }) => ({ isActive: false, reason })}
        send={async (body) => {
          await send.mutateAsync({ params: { id: account.id }, body });
          notifyDone(`${account.displayName} is suspended.`);
          onClose();
        }}
      >
        <Stack>
          <Text>At once: no new calls, no registrations, and calls in progress end. Money and settings stay as they are.</Text>
          <TextField
            name="reason"
            label="Reason"
            placeholder="Unpaid invoice"
            description="Kept in the account’s history"
            data-autofocus
          />
          <Buttons onClose={onClose} />
        </Stack>
      </ContractForm>
    </Modal>
  );
}

function Buttons({ onClose }: { readonly onClose: () => void }) {
  const form = useFormHandle();
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={onClose}>
        Cancel
      </Button>
      <Button type="submit" color="red" loading={form.submitting}>
        Suspend
      </Button>
    </Group>
  );
}
