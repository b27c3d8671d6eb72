import { Badge, Button, Group, Text } from '@mantine/core';
import { listenToOwnMessage, listPortalMessages, removeOwnMessage } from '../../http/contract/portalPhones.ts';
import { fileAddress, useAnswer, useSend } from '../api.ts';
import { confirm } from '../kit/confirm.tsx';
import { notifyProblem } from '../kit/notify.ts';
import { Section } from '../kit/Section.tsx';
import { SaveSound, Sound } from '../kit/Sound.tsx';
import { Duration, Time } from '../kit/Time.tsx';

/** The voicemail of all phones. */
export function Messages() {
  const items = useAnswer(listPortalMessages, {}).data?.items ?? [];
  const remove = useSend(removeOwnMessage);
  if (items.length === 0) return null;
  return (
    <Section title="Voicemail">
      {items.map((one) => (
        <Group key={one.id} justify="space-between" mb="xs">
          <Text>
            {one.heardAt === null ? <Badge mr="xs">New</Badge> : null}
            {one.callerNumber === '' ? 'Unknown' : one.callerNumber} on {one.networkNumber}, <Time at={one.leftAt} />,{' '}
            <Duration seconds={one.durationSeconds} />
          </Text>
          <Group gap="xs">
            <Sound name={nameOf(one)} src={fileAddress(listenToOwnMessage, { params: { id: one.id } })} />
            <SaveSound
              name={nameOf(one)}
              src={fileAddress(listenToOwnMessage, { params: { id: one.id } })}
              fileName={`message-${one.id}.wav`}
            />
            <Button
              variant="default"
              size="xs"
              onClick={() =>
                confirm({
                  title: 'Remove this message?',
                  text: 'Its sound is gone then.',
                  verb: 'Remove',
                  isDangerous: true,
                  onConfirm: () => remove.mutate({ params: { id: one.id } }, { onError: notifyProblem }),
                })
              }
            >
              Remove
            </Button>
          </Group>
        </Group>
      ))}
    </Section>
  );
}

const nameOf = ({ callerNumber }: { readonly callerNumber: string }): string =>
  `the message from ${callerNumber === '' ? 'an unknown number' : callerNumber}`;
