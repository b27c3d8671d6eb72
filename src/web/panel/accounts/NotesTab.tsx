import { Skeleton, Stack, Text } from '@mantine/core';
import { IconPin } from '@tabler/icons-react';
import { useState } from 'react';
import { addNote, listNotes } from '../../../http/contract/accounts.ts';
import { useAnswer, useSend } from '../../api.ts';
import { AreaField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { Problem } from '../../kit/Problem.tsx';
import { Section } from '../../kit/Section.tsx';
import { Time } from '../../kit/Time.tsx';
import { useMay } from '../session/session.ts';
import type { Account } from './accountValues.ts';

/** The running log: added and read, never edited away. */
export function NotesTab({ account }: { readonly account: Account }) {
  const params = { id: account.id };
  const { data, error, refetch } = useAnswer(listNotes, { params });
  const mayChange = useMay('account.change');
  return (
    <Stack gap="md">
      {mayChange ? <NewNote id={account.id} /> : null}
      <Section title="Log" help="Newest first. Author and time are kept; notes are never changed.">
        {error && !data ? <Problem error={error} onRetry={() => void refetch()} /> : null}
        {!data && !error ? <Skeleton h={60} /> : null}
        {data?.items.length === 0 ? <Text c="dimmed">No note yet.</Text> : null}
        <Stack gap="md">
          {data?.items.map((note) => (
            <div key={note.id}>
              <Text c="dimmed" size="xs">
                {note.isPinned ? <IconPin size={13} aria-label="Pinned" /> : null} {note.authorName}, <Time at={note.createdAt} />
              </Text>
              <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{note.body}</Text>
            </div>
          ))}
        </Stack>
      </Section>
    </Stack>
  );
}

function NewNote({ id }: { readonly id: string }) {
  const add = useSend(addNote);
  const [count, setCount] = useState(0);
  return (
    <Section title="New note">
      <ContractForm
        key={count}
        label="New note"
        initialValues={{ body: '' }}
        schema={addNote.body}
        toBody={(values) => values}
        send={async (body) => {
          await add.mutateAsync({ params: { id }, body });
          setCount(count + 1);
        }}
      >
        <Stack gap="sm">
          <AreaField name="body" aria-label="Note" placeholder="What a colleague should know" />
          <SaveButton>Add note</SaveButton>
        </Stack>
      </ContractForm>
    </Section>
  );
}
