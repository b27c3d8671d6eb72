import { Drawer, Stack } from '@mantine/core';
import { addWebhook } from '../../../http/contract/webhooks.ts';
import { useSecretSend } from '../../api.ts';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { emptyWebhook, WebhookFields } from './WebhookFields.tsx';

type AddWebhookDrawerProps = { readonly onMade: (secret: string) => void; readonly onClose: () => void };

export function AddWebhookDrawer({ onMade, onClose }: AddWebhookDrawerProps) {
  const add = useSecretSend(addWebhook);
  return (
    <Drawer opened onClose={onClose} title="Make a webhook">
      <ContractForm
        label="Webhook"
        initialValues={emptyWebhook}
        schema={addWebhook.body}
        toBody={(values) => values as typeof addWebhook.body._zod.input}
        send={async (body) => {
          onMade((await add({ body })).secret);
          onClose();
        }}
      >
        <Stack>
          <WebhookFields />
          <SaveButton>Make the webhook</SaveButton>
        </Stack>
      </ContractForm>
    </Drawer>
  );
}
