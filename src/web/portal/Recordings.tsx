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
import { fill } from '../kit/words.tsx';
import { usePortalWords } from './words/portalWords.ts';

type Recording = AnswerOf<typeof listPortalRecordings>['items'][number];

/** Recorded calls of this customer; nothing at all where there are none, or where the company does not show them. */
export function Recordings() {
  const words = usePortalWords();
  const { rows = [], isMore, onMore } = usePages(listPortalRecordings, { query: {} });
  if (rows.length === 0) return null;
  return (
    <Section title={words.recordedCalls}>
      {rows.map((one) => (
        <One key={one.id} one={one} />
      ))}
      {isMore ? (
        <Button variant="default" size="xs" onClick={onMore}>
          {words.showMore}
        </Button>
      ) : null}
    </Section>
  );
}

function One({ one }: { readonly one: Recording }) {
  const words = usePortalWords();
  const remove = useSend(removeOwnRecording);
  const other = one.otherNumber || words.withheld;
  const name = fill(words.soundOfCall, { own: one.ownNumber, other });
  const src = fileAddress(listenToOwnRecording, { params: { id: one.id } });
  const ask = () =>
    confirm({
      title: words.removeRecordingAsk,
      text: words.removeMessageText,
      verb: words.remove,
      cancel: words.cancel,
      isDangerous: true,
      onConfirm: () => remove.mutate({ params: { id: one.id } }, { onError: notifyProblem }),
    });
  return (
    <Group justify="space-between" mb="xs">
      <Text>
        {fill(one.kind === 'caller' ? words.recordedTo : words.recordedFrom, { own: one.ownNumber, other })}{' '}
        <Time at={one.startedAt} />, <Duration seconds={one.durationSeconds} />
      </Text>
      <Group gap="xs">
        <Sound name={name} src={src} />
        <SaveSound name={name} src={src} fileName={`call-${one.id}.wav`} />
        <Tooltip label={words.remove}>
          <ActionIcon aria-label={fill(words.removeRecordingOf, { name })} onClick={ask}>
            <IconTrash size={16} />
          </ActionIcon>
        </Tooltip>
      </Group>
    </Group>
  );
}
