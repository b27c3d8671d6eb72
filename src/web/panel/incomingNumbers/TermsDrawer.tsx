import { Drawer, Stack, Text } from '@mantine/core';
import { changeIncomingNumber } from '../../../http/contract/incomingNumbers.ts';
import { useSend } from '../../api.ts';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { type IncomingNumber, shownNumber } from './numberText.ts';
import { TermsFields, termsBody } from './TermsFields.tsx';

type TermsDrawerProps = { readonly number: IncomingNumber; readonly onClose: () => void };

/** Provider and prices of a number. */
export function TermsDrawer({ number, onClose }: TermsDrawerProps) {
  const change = useSend(changeIncomingNumber);
  const { monthlyCost, monthlyPrice, perMinute, version } = number;
  return (
    <Drawer opened onClose={onClose} title={`Provider and prices of ${shownNumber(number)}`} size="lg">
      <ContractForm
        label="Provider and prices"
        initialValues={{ providerId: number.providerId ?? '', monthlyCost, monthlyPrice, perMinute }}
        schema={changeIncomingNumber.body}
        toBody={(values) => ({ ...termsBody(values), version })}
        send={async (body) => {
          await change.mutateAsync({ params: { id: number.id }, body });
          notifyDone('Saved.');
          onClose();
        }}
      >
        <Stack>
          <TermsFields />
          <Text c="dimmed" size="xs">
            A new price a month ends the customer’s extra today and begins another. A new price a minute counts from the next
            call.
          </Text>
          <SaveButton isShortcutShown>Save</SaveButton>
        </Stack>
      </ContractForm>
    </Drawer>
  );
}
