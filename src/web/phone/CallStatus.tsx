import { Badge, Group, Text } from '@mantine/core';
import { TickingDuration } from '../kit/Duration.tsx';
import { useWords } from '../kit/words.tsx';
import type { CallState, Party } from './phoneState.ts';
import { phoneWords } from './phoneWords.ts';

type Words = ReturnType<typeof useWords<typeof phoneWords.en>>;

/** What the call is doing, or why it is over, in words. Says it aloud when it changes. */
export function CallStatus({ call, idle }: { readonly call: CallState; readonly idle: string }) {
  const words = useWords(phoneWords);
  return (
    <Group gap="sm" role="status" mih={call.kind === 'none' && idle === '' ? 0 : 24}>
      <Shown call={call} idle={idle} words={words} />
    </Group>
  );
}

function Shown({ call, idle, words }: { readonly call: CallState; readonly idle: string; readonly words: Words }) {
  switch (call.kind) {
    case 'none':
      return <Text c="dimmed">{idle}</Text>;
    case 'incoming':
      return <Badge color="yellow">{words.incomingCall}</Badge>;
    case 'connecting':
      return <Badge color="gray">{words.connecting}</Badge>;
    case 'ringing':
      return <Badge color="yellow">{words.ringing}</Badge>;
    case 'talking':
      return (
        <>
          <Badge color="green">{words.talking}</Badge>
          <TickingDuration since={call.since.toISOString()} />
          {call.isHeld ? <Badge color="yellow">{words.onHold}</Badge> : null}
          {call.isHeldByOther ? <Text c="dimmed">{words.heldByOther}</Text> : null}
        </>
      );
    case 'ended':
      return <Text>{call.reason === '' ? words.ended : words.reasons[call.reason]}</Text>;
    case 'fault':
      return <Text c="red">{words.faults[call.fault]}</Text>;
    case 'problem':
      return <Text c="red">{call.message}</Text>;
    default:
      return call satisfies never;
  }
}

/** Who is on the other side, as text: whatever a caller calls itself, it is only shown. */
export function partyText({ name, number }: Party, words: Pick<Words, 'withheld'>): string {
  if (name === '' && number === '') return words.withheld;
  return name === '' ? number : number === '' ? name : `${name} (${number})`;
}
