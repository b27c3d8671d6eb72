import { Modal, Stack, Text } from '@mantine/core';
import { resetSecret } from '../../../http/contract/phones.ts';
import { useSend } from '../../api.ts';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import type { Credentials } from './CredentialsCard.tsx';
import type { Phone } from './Registration.tsx';
import { SendByMailField } from './SendByMailField.tsx';

type NewSecretDialogProps = {
  readonly phone: Phone;
  readonly email: string;
  readonly onSecret: (credentials: Credentials) => void;
  readonly onClose: () => void;
};

/** A new secret for a phone: shown once, and sent to the customer if wanted. */
export function NewSecretDialog({ phone, email, onSecret, onClose }: NewSecretDialogProps) {
  const reset = useSend(resetSecret);
  return (
    <Modal opened onClose={onClose} title={`New secret for ${phone.number}?`}>
      <ContractForm
        label="New secret"
        initialValues={{ email, sendByMail: false }}
        schema={resetSecret.body}
        toBody={({ sendByMail }) => ({ sendByMail })}
        send={async (body) => {
          onSecret(await reset.mutateAsync({ params: { id: phone.id }, body }));
          onClose();
        }}
      >
        <Stack>
          <Text>The phone stops working until the new secret is typed into it. The new one is shown once.</Text>
          <SendByMailField canSendMail />
          <SaveButton>Make a new secret</SaveButton>
        </Stack>
      </ContractForm>
    </Modal>
  );
}
