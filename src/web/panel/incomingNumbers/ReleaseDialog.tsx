import { Modal, Stack, Text } from '@mantine/core';
import { quarantineDaysUsual } from '../../../core/routing/incomingNumber.ts';
import { releaseIncomingNumber } from '../../../http/contract/incomingNumbers.ts';
import { useSend } from '../../api.ts';
import { NumberField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { type IncomingNumber, shownNumber } from './numberText.ts';

type ReleaseDialogProps = { readonly number: IncomingNumber; readonly onClose: () => void };

/** Takes a number back into the stock, after asking for how long it should rest. */
export function ReleaseDialog({ number, onClose }: ReleaseDialogProps) {
  const release = useSend(releaseIncomingNumber);
  return (
    <Modal opened onClose={onClose} title={`Release ${shownNumber(number)}?`}>
      <ContractForm
        label="Release the number"
        initialValues={{ quarantineDays: quarantineDaysUsual as number | '' }}
        schema={releaseIncomingNumber.body}
        toBody={({ quarantineDays }) => ({ quarantineDays: quarantineDays as number })}
        send={async (body) => {
          await release.mutateAsync({ params: { id: number.id }, body });
          notifyDone(`${shownNumber(number)} is back in stock.`);
          onClose();
        }}
      >
        <Stack>
          <Text>
            {number.accountName} loses the number at once: calls to it are hung up, its monthly extra ends today, and no phone
            shows it any more.
          </Text>
          <NumberField
            name="quarantineDays"
            label="Let it rest for"
            description="Callers of the old customer should not reach the next one"
            unit="days"
            min={0}
            data-autofocus
          />
          <SaveButton>Release</SaveButton>
        </Stack>
      </ContractForm>
    </Modal>
  );
}
