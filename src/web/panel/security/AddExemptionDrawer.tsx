import { Drawer, Stack } from '@mantine/core';
import { addBanExemption } from '../../../http/contract/bans.ts';
import { useSend } from '../../api.ts';
import { TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';

type AddExemptionDrawerProps = { readonly network?: string; readonly onClose: () => void };

/** Puts a network on the list of those that are never banned. */
export function AddExemptionDrawer({ network = '', onClose }: AddExemptionDrawerProps) {
  const add = useSend(addBanExemption);
  return (
    <Drawer opened onClose={onClose} title="Never ban a network">
      <ContractForm
        label="Never ban a network"
        initialValues={{ network, note: '' }}
        schema={addBanExemption.body}
        toBody={(values) => values}
        send={async (body) => {
          const added = await add.mutateAsync({ body });
          notifyDone(`${added.network} is never banned.`);
          onClose();
        }}
      >
        <Stack>
          <TextField
            name="network"
            label="Address or network"
            description="Bans against it are lifted at once"
            placeholder="192.0.2.7 or 192.0.2.0/24"
            data-autofocus
          />
          <TextField name="note" label="Whose it is" placeholder="Head office" />
          <SaveButton>Save</SaveButton>
        </Stack>
      </ContractForm>
    </Drawer>
  );
}
