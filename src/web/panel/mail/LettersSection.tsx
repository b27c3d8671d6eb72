import { Anchor, Badge, Button, Group, Text } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { listLetters, sendLetterAgain } from '../../../http/contract/mail.ts';
import { usePages, useSend } from '../../api.ts';
import { Chips } from '../../kit/Chips.tsx';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { Section } from '../../kit/Section.tsx';
import { Time } from '../../kit/Time.tsx';
import { chosen, useFilters } from '../../kit/useFilters.ts';

type Letter = AnswerOf<typeof listLetters>['items'][number];

const states = {
  waiting: { label: 'Waiting', color: 'yellow' },
  sent: { label: 'Sent', color: 'green' },
  failed: { label: 'Given up', color: 'red' },
} as const;

const columns: readonly Column<Letter>[] = [
  { key: 'at', title: 'Written', width: '9rem', cell: (letter) => <Time at={letter.createdAt} /> },
  {
    key: 'to',
    title: 'To',
    cell: (letter) =>
      letter.accountId === undefined ? (
        letter.to
      ) : (
        <Anchor component={Link} to={`/accounts/${letter.accountId}`}>
          {letter.to}
        </Anchor>
      ),
  },
  { key: 'subject', title: 'Subject', cell: (letter) => letter.subject },
  { key: 'state', title: 'State', cell: (letter) => <State letter={letter} /> },
];

/** What became of the letters; never what they say. */
export function LettersSection() {
  const filters = useFilters(['state']);
  const list = usePages(listLetters, { query: chosen(filters.values) });
  return (
    <Section title="Letters" help="Newest first. A letter is tried five times: after 1 minute, 5, 30 and 120 more." isFlush>
      <Group px="md" pb="sm">
        <Chips
          label="State"
          value={filters.values.state}
          onChange={(value) => filters.set('state', value)}
          data={Object.entries(states).map(([value, { label }]) => ({ value, label }))}
        />
      </Group>
      <DataTable
        label="Letters"
        columns={columns}
        {...list}
        keyOf={(letter) => letter.id}
        empty={
          <EmptyState icon={IconMail} title={filters.isFiltered ? 'No such letter' : 'No letter yet'}>
            Credentials that are sent to customers, and other letters of the panel, stand here.
          </EmptyState>
        }
      />
    </Section>
  );
}

function State({ letter }: { readonly letter: Letter }) {
  const { label, color } = states[letter.state];
  return (
    <div>
      <Group gap="xs">
        <Badge color={color}>{label}</Badge>
        {letter.sentAt ? <Time at={letter.sentAt} /> : null}
        {letter.state === 'failed' && !letter.holdsSecret ? <Again letter={letter} /> : null}
      </Group>
      {letter.problem === '' ? null : (
        <Text c="dimmed" size="xs" mt={4} style={{ overflowWrap: 'anywhere' }}>
          {letter.problem}
        </Text>
      )}
      {letter.state === 'waiting' && letter.tries > 0 && letter.nextTryAt ? (
        <Text c="dimmed" size="xs">
          Next try: <Time at={letter.nextTryAt} />
        </Text>
      ) : null}
      {letter.state === 'failed' && letter.holdsSecret ? (
        <Text c="dimmed" size="xs">
          Its secret is forgotten: make a new one and send that.
        </Text>
      ) : null}
    </div>
  );
}

function Again({ letter }: { readonly letter: Letter }) {
  const again = useSend(sendLetterAgain);
  const send = () =>
    again.mutate({ params: { id: letter.id } }, { onSuccess: () => notifyDone('It is tried again.'), onError: notifyProblem });
  return (
    <Button size="compact-xs" variant="default" onClick={send} loading={again.isPending}>
      Send again
    </Button>
  );
}
