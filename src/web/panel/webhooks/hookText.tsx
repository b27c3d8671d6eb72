import { Badge, Code, Group, Text } from '@mantine/core';
import {
  type DeliveryState,
  deliveryStates,
  type HookState,
  hookStates,
  type SentEvent,
  sentEvents,
} from '../../../core/wires/hookEvents.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import type { listDeliveries, listWebhooks } from '../../../http/contract/webhooks.ts';

export type Webhook = AnswerOf<typeof listWebhooks>['items'][number];
export type Delivery = AnswerOf<typeof listDeliveries>['items'][number];

const hookColors: Readonly<Record<HookState, string>> = { on: 'green', off: 'gray', stopped: 'red' };
const deliveryColors: Readonly<Record<DeliveryState, string>> = {
  waiting: 'yellow',
  delivered: 'green',
  failed: 'red',
  missed: 'gray',
};

/** On, off or stopped; and that one that is on fails at the moment. */
export function HookBadge({ webhook }: { readonly webhook: Webhook }) {
  const isFailing = webhook.state === 'on' && webhook.failingSince !== undefined;
  if (isFailing) return <Badge color="yellow">Failing</Badge>;
  return <Badge color={hookColors[webhook.state]}>{hookStates[webhook.state]}</Badge>;
}

export function DeliveryBadge({ delivery }: { readonly delivery: Delivery }) {
  return <Badge color={deliveryColors[delivery.state]}>{deliveryStates[delivery.state]}</Badge>;
}

/** The event as programs know it, with its words below. */
export function EventName({ event }: { readonly event: SentEvent }) {
  return (
    <Group gap={6} wrap="nowrap">
      <Code>{event}</Code>
      <Text c="dimmed" size="xs" visibleFrom="lg">
        {sentEvents[event]}
      </Text>
    </Group>
  );
}
