import { Modal, Stack, Text } from '@mantine/core';
import type * as z from 'zod';
import { copyCdrDay } from '../../../http/contract/cdrExports.ts';
import { useSend } from '../../api.ts';
import { DateField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';

/** Writes the calls of one day once more, beside the nightly files. */
export function CopyDayDialog({ onClose }: { readonly onClose: () => void }) {
  const copy = useSend(copyCdrDay);
  return (
    <Modal opened onClose={onClose} title="Write a day again">
      <ContractForm
        label="Write a day again"
        initialValues={{ day: '' }}
        schema={copyCdrDay.body}
        toBody={(values): z.input<typeof copyCdrDay.body> => values}
        send={async (body) => {
          await copy.mutateAsync({ body });
          notifyDone('The copy is being written.');
          onClose();
        }}
      >
        <Stack>
          <Text size="sm">
            A copy has every call that ended on this day, in the columns and the format of now. Its name says that it is a copy:
            do not read it in beside nightly files that have the same calls.
          </Text>
          <DateField name="day" label="Day" data-autofocus />
          <SaveButton>Write the copy</SaveButton>
        </Stack>
      </ContractForm>
    </Modal>
  );
}
