import { ActionIcon, Button, Group, Text, Tooltip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { AnswerOf } from '../../http/contract/endpoint.ts';
import { listenToOwnRecording, listPortalRecordings, removeOwnRecording } from '../../http/contract/recordings.ts';
import { fileAddress, usePages, useSend } from '../api.ts';
import { confirm } from '../kit/confirm.tsx';
import { notifyProblem } from '../kit/notify.ts';
import { Section } from '../kit/Section.tsx';
import { SaveSound, Sound } from '../kit/Sound.tsx';
import { Duration, Time } from '../kit/Time.tsx';

type Recording = AnswerOf<typeof listPortalRecordings>['items'][number];

/** Recorded calls of this customer; nothing at all where there are none, or where the company does not show them. */
export function Recordings() {
  const { rows = [], isMore, onMore } = usePages(listPortalRecordings, { query: {} });
  if (rows.length === 0) return null;
  return (
    <Section title="Recorded calls">
      {rows.map((one) => (
        <One key={one.id} one={one} />
      ))}
      {isMore ? (
        <Button variant="default" size="xs" onClick={onMore}>
          Show more
        </Button>
      ) : null}
    </Section>
  );
}

function One({ one }: { readonly one: Recording }) {
  const remove = useSend(removeOwnRecording);
  const other = one.otherNumber === '' ? 'a withheld number' : one.otherNumber;
  const name = `the call of ${one.ownNumber} with ${other}`;
  const src = fileAddress(listenToOwnRecording, { params: { id: one.id } });
  const ask = () =>
    confirm({
      title: 'Delete this recording?',
      text: 'Its sound is deleted for good.',
      verb: 'Delete',
      isDangerous: true,
      onConfirm: () => remove.mutate({ params: { id: one.id } }, { onError: notifyProblem }),
    });
  return (
    <Group justify="space-between" mb="xs">
      <Text>
        {one.ownNumber} {one.kind === 'caller' ? 'to' : 'from'} {other}, <Time at={one.startedAt} />,{' '}
        <Duration seconds={one.durationSeconds} />
      </Text>
      <Group gap="xs">
        <Sound name={name} src={src} />
        <SaveSound name={name} src={src} fileName={`call-${one.id}.wav`} />
        <Tooltip label="Delete">
          <ActionIcon aria-label={`Delete ${name}`} onClick={ask}>
            <IconTrash size={16} />
          </ActionIcon>
        </Tooltip>
      </Group>
    </Group>
  );
}
