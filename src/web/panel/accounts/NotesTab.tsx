import { ActionIcon, Group, Stack, Text, Tooltip } from '@mantine/core';
import { IconNotes, IconPin, IconPinnedOff } from '@tabler/icons-react';
import { useState } from 'react';
import { addNote, listNotes, pinNote } from '../../../http/contract/accounts.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { usePages, useSend } from '../../api.ts';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { AreaField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyProblem } from '../../kit/notify.ts';
import { SearchBox } from '../../kit/SearchBox.tsx';
import { Section } from '../../kit/Section.tsx';
import { Time } from '../../kit/Time.tsx';
import { chosen, useFilters } from '../../kit/useFilters.ts';
import { useMay } from '../session/session.ts';
import type { Account } from './accountValues.ts';

type Note = AnswerOf<typeof listNotes>['items'][number];

const columns: readonly Column<Note>[] = [
  {
    key: 'note',
    title: 'Note',
    cell: (note) => (
      <div>
        <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{note.body}</Text>
        <Text c="dimmed" size="xs">
          {note.isPinned ? 'Pinned · ' : ''}
          {note.authorName}, <Time at={note.createdAt} />
        </Text>
      </div>
    ),
  },
];

/** The running log: added, read, searched and pinned, never edited away. */
export function NotesTab({ account }: { readonly account: Account }) {
  const filters = useFilters(['search']);
  const list = usePages(listNotes, { params: { id: account.id }, query: chosen(filters.values) });
  const mayChange = useMay('account.change');
  const pins: Column<Note> = { key: 'pin', title: 'Pin', align: 'right', width: '4rem', cell: (note) => <Pin note={note} /> };
  return (
    <Stack gap="md">
      {mayChange ? <NewNote id={account.id} /> : null}
      <Section title="Log" help="Pinned first, then newest first. Author and time are kept; notes are never changed." isFlush>
        <Group px="md" pb="sm">
          <SearchBox
            label="Search the notes"
            placeholder="Words or author"
            value={filters.values.search}
            onChange={(value) => filters.set('search', value)}
          />
        </Group>
        <DataTable
          label="Notes"
          columns={mayChange ? [...columns, pins] : columns}
          {...list}
          keyOf={(note) => note.id}
          empty={
            <EmptyState icon={IconNotes} title={filters.isFiltered ? 'No note fits' : 'No note yet'}>
              What colleagues should know about this customer stands here.
            </EmptyState>
          }
        />
      </Section>
    </Stack>
  );
}

function Pin({ note }: { readonly note: Note }) {
  const pin = useSend(pinNote);
  const verb = note.isPinned ? 'Take the pin away' : 'Pin above the others';
  const turn = () => pin.mutate({ params: { id: note.id }, body: { isPinned: !note.isPinned } }, { onError: notifyProblem });
  return (
    <Tooltip label={verb}>
      <ActionIcon aria-label={verb} aria-pressed={note.isPinned} onClick={turn} loading={pin.isPending}>
        {note.isPinned ? <IconPinnedOff size={17} /> : <IconPin size={17} />}
      </ActionIcon>
    </Tooltip>
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
        isGuarded
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
