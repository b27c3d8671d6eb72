import { Code, Drawer, Skeleton, Stack, Text } from '@mantine/core';
import { sentEvents } from '../../../core/wires/hookEvents.ts';
import { getDelivery } from '../../../http/contract/webhooks.ts';
import { useAnswer } from '../../api.ts';
import { Facts } from '../../kit/Facts.tsx';
import { Problem } from '../../kit/Problem.tsx';
import { Time } from '../../kit/Time.tsx';
import { DeliveryBadge } from './hookText.tsx';

/** Every try of one delivery. */
export function DeliveryDrawer({ deliveryId, onClose }: { readonly deliveryId: string; readonly onClose: () => void }) {
  const { data, error } = useAnswer(getDelivery, { params: { id: deliveryId } }, { refetchInterval: 3000 });
  return (
    <Drawer opened onClose={onClose} title="Delivery">
      {error && !data ? <Problem error={error} /> : null}
      {data ? (
        <Stack>
          <Facts
            facts={[
              { label: 'Event', value: `${data.event}: ${sentEvents[data.event]}` },
              { label: 'Id', value: <span className="k-mono">{data.eventId}</span> },
              { label: 'Happened', value: <Time at={data.at} style="full" /> },
              { label: 'State', value: <DeliveryBadge delivery={data} /> },
            ]}
          />
          {data.attempts.length === 0 ? <Text c="dimmed">It was not tried yet.</Text> : null}
          {data.attempts.map((one) => (
            <div key={`${one.at} ${one.milliseconds}`}>
              <Text size="sm" fw={500}>
                <Time at={one.at} style="full" /> · {one.problem === '' ? `${one.status}, it worked` : one.problem} (
                {one.milliseconds} ms)
              </Text>
              {one.answer === '' ? null : (
                <Code block mt={4} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                  {one.answer}
                </Code>
              )}
            </div>
          ))}
        </Stack>
      ) : (
        <Skeleton h={160} />
      )}
    </Drawer>
  );
}
