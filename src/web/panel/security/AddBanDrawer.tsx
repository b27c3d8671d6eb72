import { Drawer, Stack } from '@mantine/core';
import { addBan } from '../../../http/contract/bans.ts';
import { useSend } from '../../api.ts';
import { SelectField, TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';

const lengths = [
  { value: '3600', label: 'An hour' },
  { value: '86400', label: 'A day' },
  { value: '604800', label: 'A week' },
  { value: 'forever', label: 'Until lifted' },
];

/** Bans a network by hand. */
export function AddBanDrawer({ onClose }: { readonly onClose: () => void }) {
  const add = useSend(addBan);
  return (
    <Drawer opened onClose={onClose} title="Ban a network">
      <ContractForm
        label="Ban a network"
        initialValues={{ network: '', note: '', length: '86400' }}
        schema={addBan.body}
        toBody={({ length, ...rest }) => ({ ...rest, ...(length !== 'forever' && { seconds: Number(length) }) })}
        send={async (body) => {
          const { network } = await add.mutateAsync({ body });
          notifyDone(`${network} is banned.`);
          onClose();
        }}
      >
        <Stack>
          <TextField
            name="network"
            label="Address or network"
            description="Phones there can neither register nor call, not even with the right secret"
            placeholder="192.0.2.7 or 192.0.2.0/24"
            data-autofocus
          />
          <SelectField name="length" label="For how long" data={lengths} />
          <TextField name="note" label="Reason" description="For your colleagues" />
          <SaveButton>Ban</SaveButton>
        </Stack>
      </ContractForm>
    </Drawer>
  );
}
