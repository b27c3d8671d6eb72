import { Group, Stack, Text } from '@mantine/core';
import type * as z from 'zod';
import type { phoneSchema } from '../../../http/contract/phones.ts';

export type Phone = z.output<typeof phoneSchema>;

/** Whether a phone is registered right now, with what and from where. */
export function Registration({ phone }: { readonly phone: Phone }) {
  if (!phone.isActive) return <State state="bad" text="Switched off" />;
  if (phone.registrations.length === 0) return <State state="none" text="Not registered" />;
  return (
    <Stack gap={2}>
      {phone.registrations.map((one) => (
        <div key={`${one.protocol} ${one.address} ${one.port ?? ''} ${one.userAgent} ${one.until ?? ''}`}>
          <State
            state="good"
            text={`Registered · ${one.isBrowser ? 'Browser' : one.protocol.toUpperCase()}${one.isEncrypted ? ' · encrypted' : ''}`}
          />
          <Text c="dimmed" size="xs" pl={14}>
            from <span className="k-num">{one.port === undefined ? one.address : `${one.address}:${one.port}`}</span>
            {one.userAgent === '' ? '' : ` · ${one.userAgent}`}
          </Text>
        </div>
      ))}
    </Stack>
  );
}

function State({ state, text }: { readonly state: 'good' | 'bad' | 'none'; readonly text: string }) {
  return (
    <Group gap={6} wrap="nowrap">
      <span className="k-live" data-state={state} />
      <Text>{text}</Text>
    </Group>
  );
}
