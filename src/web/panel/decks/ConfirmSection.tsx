import { Button, Checkbox, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { isShrinking } from '../../../core/decks/deckState.ts';
import { confirmDeck } from '../../../http/contract/decks.ts';
import { useSend } from '../../api.ts';
import { Problem } from '../../kit/Problem.tsx';
import { Section } from '../../kit/Section.tsx';
import { type DeckImport, grouped } from './deckText.ts';

type ConfirmProps = { readonly one: DeckImport; readonly counts: NonNullable<DeckImport['counts']> };

/** The yes: now or at a time; with a tick where something deserves a second look. */
export function ConfirmSection({ one, counts }: ConfirmProps) {
  const [when, setWhen] = useState('now');
  const [at, setAt] = useState('');
  const [accepts, setAccepts] = useState(false);
  const confirm = useSend(confirmDeck);
  const isFewer = isShrinking(counts, one.format?.mode ?? 'update');
  const needsLook = counts.suspicious > 0 || isFewer;
  const changes = Object.values(counts.verdicts).reduce((sum, count) => sum + count, 0);
  const isTimed = when === 'later';
  const send = () =>
    confirm.mutate({
      params: { id: one.id },
      body: {
        acceptsSuspicious: accepts,
        version: one.version,
        ...(isTimed && at !== '' ? { activateAt: new Date(at).toISOString() } : {}),
      },
    });
  return (
    <Section title="Activate" help="All of it or none. You can take it back with one click afterwards.">
      <Stack gap="sm" align="flex-start">
        {confirm.error ? <Problem error={confirm.error} /> : null}
        <Group align="flex-end">
          <SegmentedControl
            aria-label="When"
            value={when}
            onChange={setWhen}
            data={[
              { value: 'now', label: 'Now' },
              { value: 'later', label: 'At a time' },
            ]}
          />
          {isTimed ? (
            <TextInput
              type="datetime-local"
              label="From (your clock)"
              value={at}
              onChange={(event) => setAt(event.currentTarget.value)}
            />
          ) : null}
        </Group>
        {isFewer ? (
          <Text c="red">
            Attention: the file has {grouped(counts.rows)} rates, {grouped(counts.inForce)} are in force. Perhaps a part of it is
            missing.
          </Text>
        ) : null}
        {needsLook ? (
          <Checkbox
            label={`I have looked at what deserves a look${counts.suspicious > 0 ? ` (${grouped(counts.suspicious)})` : ''}; it is meant.`}
            checked={accepts}
            onChange={(event) => setAccepts(event.currentTarget.checked)}
          />
        ) : null}
        <Button
          onClick={send}
          loading={confirm.isPending}
          disabled={changes === 0 || (isTimed && at === '') || (needsLook && !accepts)}
        >
          Activate {grouped(changes)} {changes === 1 ? 'change' : 'changes'}
        </Button>
      </Stack>
    </Section>
  );
}
