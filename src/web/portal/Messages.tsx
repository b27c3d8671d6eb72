import { Badge, Button, Group, Text } from '@mantine/core';
import { listenToOwnMessage, listPortalMessages, removeOwnMessage } from '../../http/contract/portalPhones.ts';
import { fileAddress, useAnswer, useSend } from '../api.ts';
import { confirm } from '../kit/confirm.tsx';
import { notifyProblem } from '../kit/notify.ts';
import { Section } from '../kit/Section.tsx';
import { SaveSound, Sound } from '../kit/Sound.tsx';
import { Duration, Time } from '../kit/Time.tsx';
import { fill } from '../kit/words.tsx';
import { usePortalWords } from './words/portalWords.ts';

/** The voicemail of all phones. */
export function Messages() {
  const words = usePortalWords();
  const items = useAnswer(listPortalMessages, {}).data?.items ?? [];
  const remove = useSend(removeOwnMessage);
  if (items.length === 0) return null;
  return (
    <Section title={words.voicemail}>
      {items.map((one) => (
        <Group key={one.id} justify="space-between" mb="xs">
          <Text>
            {one.heardAt === null ? <Badge mr="xs">{words.newMessage}</Badge> : null}
            {fill(words.messageOn, { caller: one.callerNumber || words.withheld, number: one.networkNumber })}{' '}
            <Time at={one.leftAt} />, <Duration seconds={one.durationSeconds} />
          </Text>
          <Group gap="xs">
            <Sound
              name={fill(words.soundOfMessage, { caller: one.callerNumber || words.withheld, number: one.networkNumber })}
              src={fileAddress(listenToOwnMessage, { params: { id: one.id } })}
            />
            <SaveSound
              name={fill(words.soundOfMessage, { caller: one.callerNumber || words.withheld, number: one.networkNumber })}
              src={fileAddress(listenToOwnMessage, { params: { id: one.id } })}
              fileName={`message-${one.id}.wav`}
            />
            <Button
              variant="default"
              size="xs"
              onClick={() =>
                confirm({
                  title: words.removeMessageAsk,
                  text: words.removeMessageText,
                  verb: words.remove,
                  cancel: words.cancel,
                  isDangerous: true,
                  onConfirm: () => remove.mutate({ params: { id: one.id } }, { onError: notifyProblem }),
                })
              }
            >
              {words.remove}
            </Button>
          </Group>
        </Group>
      ))}
    </Section>
  );
}
