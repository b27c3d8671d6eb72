import { Drawer, Stack } from '@mantine/core';
import { changeWebhook } from '../../../http/contract/webhooks.ts';
import { useSend } from '../../api.ts';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import type { Webhook } from './hookText.tsx';
import { OnField, WebhookFields } from './WebhookFields.tsx';

export function EditWebhookDrawer({ webhook, onClose }: { readonly webhook: Webhook; readonly onClose: () => void }) {
  const change = useSend(changeWebhook);
  // What was there when the drawer opened: what a colleague saves meanwhile must be told.
  const { id, name, url, doesAllowHttp, events, alertKinds, alarmEmail, state, version } = webhook;
  const initialValues = { name, url, doesAllowHttp, events, alertKinds, alarmEmail, isOn: state === 'on', version };
  return (
    <Drawer opened onClose={onClose} title="Change the webhook">
      <ContractForm
        label="Webhook"
        initialValues={initialValues}
        schema={changeWebhook.body}
        toBody={(values) => values}
        send={async (body) => {
          await change.mutateAsync({ params: { id }, body });
          notifyDone('Saved.');
          onClose();
        }}
      >
        <Stack>
          <OnField />
          <WebhookFields />
          <SaveButton>Save</SaveButton>
        </Stack>
      </ContractForm>
    </Drawer>
  );
}
