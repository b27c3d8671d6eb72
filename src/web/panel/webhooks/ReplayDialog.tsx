import { Modal, Stack, Text } from '@mantine/core';
import { replayDeliveries } from '../../../http/contract/webhooks.ts';
import { useSend } from '../../api.ts';
import { ChoiceField, DateField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { useLocale } from '../../kit/locale.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { nextDate, startOfDate } from '../../kit/timeText.ts';

/** Sends the events of some days once more. */
export function ReplayDialog({ webhookId, onClose }: { readonly webhookId: string; readonly onClose: () => void }) {
  const replay = useSend(replayDeliveries);
  const { timeZone } = useLocale();
  return (
    <Modal opened onClose={onClose} title="Replay a time">
      <ContractForm
        label="Replay a time"
        initialValues={{ from: '', until: '', which: 'failed' as 'failed' | 'all' }}
        schema={replayDeliveries.body}
        toBody={({ from, until, which }) => ({
          which,
          from: from === '' ? '' : startOfDate(from, timeZone),
          until: until === '' ? '' : startOfDate(nextDate(until), timeZone),
        })}
        send={async (body) => {
          const { count, isMore } = await replay.mutateAsync({ params: { id: webhookId }, body });
          notifyDone(replayText(count, isMore));
          onClose();
        }}
      >
        <Stack>
          <Text size="sm">Each event goes out under the id that it had, so a receiver that took it already can tell.</Text>
          <DateField name="from" label="First day" data-autofocus />
          <DateField name="until" label="Last day" description="The last 30 days are kept" />
          <ChoiceField
            name="which"
            label="Which"
            data={[
              { value: 'failed', label: 'What never arrived' },
              { value: 'all', label: 'Everything' },
            ]}
          />
          <SaveButton>Replay</SaveButton>
        </Stack>
      </ContractForm>
    </Modal>
  );
}

function replayText(count: number, isMore: boolean): string {
  if (count === 0) return 'There was nothing to replay.';
  const events = count === 1 ? 'One event is on its way.' : `${count} events are on their way.`;
  return isMore ? `${events} There are more: replay once more when these have arrived.` : events;
}
