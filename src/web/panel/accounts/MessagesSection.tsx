import { ActionIcon, Group, Text } from '@mantine/core';
import { IconMailbox, IconTrash } from '@tabler/icons-react';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { listMessages, removeMessage } from '../../../http/contract/phoneFeatures.ts';
import { useAnswer, useSend } from '../../api.ts';
import { confirm } from '../../kit/confirm.tsx';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { Section } from '../../kit/Section.tsx';
import { Sound } from '../../kit/Sound.tsx';
import { Duration, Time } from '../../kit/Time.tsx';

type Message = AnswerOf<typeof listMessages>['items'][number];

/** The voicemail of an account's phones. */
export function MessagesSection({ accountId }: { readonly accountId: string }) {
  const { data, error, refetch } = useAnswer(listMessages, { params: { id: accountId } });
  return (
    <Section
      title="Voicemail"
      help="Somebody’s private words: each time a message is heard here, the history of the account says so."
      isFlush
    >
      <DataTable
        label="Voicemail"
        columns={columns}
        rows={data?.items}
        keyOf={(message) => message.id}
        error={error}
        onRetry={() => void refetch()}
        empty={
          <EmptyState icon={IconMailbox} title="No messages">
            What callers leave will stand here. The customer hears it by dialling *98.
          </EmptyState>
        }
      />
    </Section>
  );
}

const columns: readonly Column<Message>[] = [
  { key: 'when', title: 'When', cell: (message) => <Time at={message.leftAt} /> },
  {
    key: 'from',
    title: 'From',
    cell: (message) => <span className="k-num">{message.callerNumber === '' ? 'Unknown' : message.callerNumber}</span>,
  },
  { key: 'for', title: 'For', cell: (message) => <span className="k-num">{message.networkNumber}</span> },
  { key: 'length', title: 'Length', align: 'right', cell: (message) => <Duration seconds={message.durationSeconds} /> },
  {
    key: 'state',
    title: 'State',
    cell: (message) => (message.heardAt === null ? <Text fw={560}>New</Text> : <Text c="dimmed">Heard</Text>),
  },
  { key: 'do', title: 'Actions', align: 'right', cell: (message) => <MessageActions message={message} /> },
];

function MessageActions({ message }: { readonly message: Message }) {
  const removal = useSend(removeMessage);
  const name = `the message from ${message.callerNumber === '' ? 'an unknown number' : message.callerNumber}`;
  const remove = () =>
    confirm({
      title: 'Remove this message?',
      text: 'Its sound is deleted. This cannot be undone.',
      verb: 'Remove',
      isDangerous: true,
      onConfirm: () =>
        removal.mutate(
          { params: { id: message.id } },
          { onSuccess: () => notifyDone('The message is removed.'), onError: notifyProblem },
        ),
    });
  return (
    <Group justify="flex-end" gap="xs" wrap="nowrap">
      <Sound name={name} src={`/api/v1/messages/${message.id}/sound`} />
      <ActionIcon className="k-actions" aria-label={`Remove ${name}`} onClick={remove}>
        <IconTrash size={16} />
      </ActionIcon>
    </Group>
  );
}
