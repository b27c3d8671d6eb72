import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconPhoneCall } from '@tabler/icons-react';
import { useState } from 'react';
import type * as z from 'zod';
import { type callRowSchema, getCall, placeTestCall } from '../../../http/contract/calls.ts';
import type { LiveCallRow } from '../../../http/contract/liveCalls.ts';
import { listProviders } from '../../../http/contract/network.ts';
import { useAnswer, useSend } from '../../api.ts';
import { Problem } from '../../kit/Problem.tsx';
import { Receipt } from '../../kit/Receipt.tsx';
import { Section } from '../../kit/Section.tsx';
import { TickingDuration } from '../../kit/Time.tsx';
import { formatDuration } from '../../kit/timeText.ts';
import { Outcome } from '../calls/CallTable.tsx';
import { numberText } from '../calls/outcome.ts';
import { useSession } from '../session/session.ts';
import { exampleNumber } from '../settings/exampleNumber.ts';

type FirstCallProps = {
  readonly customerNumber: string;
  readonly live: LiveCallRow | undefined;
  readonly last: z.output<typeof callRowSchema> | undefined;
};

/** A call placed for the operator, followed from ringing to its receipt. */
export function FirstCall({ customerNumber, live, last }: FirstCallProps) {
  const place = useSend(placeTestCall);
  const country = useSession()?.country ?? '';
  const providers = useAnswer(listProviders, {}).data?.items;
  const isTest = providers?.some(({ protocol, isActive }) => protocol === 'test' && isActive) ?? false;
  const [typed, setTyped] = useState<string>();
  // A real carrier would make somebody's phone ring: then no number is proposed.
  const dialled = typed ?? (isTest ? exampleNumber(country) : '');
  const isWaiting = place.isPending || (place.isSuccess && !live && !last);
  return (
    <Section
      title="Make a test call for me"
      help={
        isTest
          ? 'vspPanel calls this number from the new account, through the built-in test carrier. Nobody’s phone rings.'
          : 'vspPanel calls this number from the new account, through your carrier. Type a phone of your own: it will ring.'
      }
    >
      <Stack gap="md">
        <Group align="flex-end" gap="sm">
          <TextInput
            label="Number to call"
            value={dialled}
            onChange={(event) => setTyped(event.currentTarget.value)}
            inputMode="tel"
            classNames={{ input: 'k-num' }}
            w={240}
          />
          <Button
            leftSection={<IconPhoneCall size={16} />}
            loading={isWaiting || live !== undefined}
            disabled={dialled.trim() === ''}
            onClick={() => place.mutate({ body: { networkNumber: customerNumber, dialled: dialled.trim(), seconds: 10 } })}
          >
            {last ? 'Call again' : 'Make a test call for me'}
          </Button>
        </Group>
        {place.error ? <Problem error={place.error} /> : null}
        <div aria-live="polite" data-call-state={stateOf(isWaiting, live, last)}>
          {isWaiting && !live ? <Text c="dimmed">Setting up the call…</Text> : null}
          {live ? <Following live={live} /> : null}
          {!live && last ? <Finished callId={last.callId} /> : null}
        </div>
      </Stack>
    </Section>
  );
}

function stateOf(isWaiting: boolean, live: LiveCallRow | undefined, last: object | undefined): string {
  if (live) return live.state === 'active' ? 'talking' : 'ringing';
  if (last) return 'ended';
  return isWaiting ? 'waiting' : 'none';
}

function Following({ live }: { readonly live: LiveCallRow }) {
  const isTalking = live.state === 'active';
  return (
    <Group gap="sm">
      <span className="k-live" data-state={isTalking ? 'good' : 'warn'} data-moving />
      <Text fw={600}>{isTalking ? 'Talking' : 'Ringing'}</Text>
      <Text>
        {live.callerNumber} → <span className="k-num">{numberText(live)}</span> {live.destination}
      </Text>
      {live.answeredAt ? <TickingDuration since={live.answeredAt} /> : null}
    </Group>
  );
}

function Finished({ callId }: { readonly callId: string }) {
  const call = useAnswer(getCall, { params: { callId } }).data;
  if (!call) return null;
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <Outcome row={call} />
        <Text>
          {call.callerNumber} → <span className="k-num">{numberText(call)}</span> {call.destination},{' '}
          {formatDuration(call.durationSeconds)}
          {call.providerName === '' ? '' : `, through ${call.providerName}`}
        </Text>
      </Group>
      {call.refusalText === '' ? null : <Text>{call.refusalText}</Text>}
      {call.steps.length > 0 ? (
        <Receipt steps={call.steps} total={call.price} currency={call.currency} title="Price of the first call" />
      ) : null}
    </Stack>
  );
}
