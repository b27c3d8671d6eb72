import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type DeckFormat, plainFormat } from '../../../core/decks/deckFormat.ts';
import { describeDeck } from '../../../http/contract/decks.ts';
import { useSend } from '../../api.ts';
import { Problem } from '../../kit/Problem.tsx';
import { Section } from '../../kit/Section.tsx';
import { ColumnsTable } from './ColumnsTable.tsx';
import type { DeckImport } from './deckText.ts';
import { FormatFields } from './FormatFields.tsx';
import { PreviewTable } from './PreviewTable.tsx';

/** How the file is written: proposed the first time, remembered by the name of its source, shown at its first lines. */
export function FormatSection({ one }: { readonly one: DeckImport }) {
  const [format, setFormat] = useState<DeckFormat>(one.format ?? plainFormat);
  const [sourceName, setSourceName] = useState(one.sourceName ?? '');
  const describe = useSend(describeDeck);
  const change = (changes: Partial<DeckFormat>) => setFormat({ ...format, ...changes });
  const send = () => describe.mutate({ params: { id: one.id }, body: { format, sourceName, version: one.version } });
  return (
    <>
      <Section
        title="Columns"
        help="Say what each column holds. The titles stand in the marked line; what is above it is passed over."
        isFlush
      >
        <ColumnsTable importId={one.id} format={format} onChange={change} isSheet={one.fileKind === 'xlsx'} />
      </Section>
      <Section
        title="How it is written"
        help="Declared once for a source, because no row can tell: 03/04 is March or April, 1,234 a thousand or a bit more than one."
      >
        <FormatFields format={format} onChange={change} />
      </Section>
      <Section title="The first twenty lines, read so" isFlush>
        <PreviewTable importId={one.id} format={format} />
      </Section>
      <Section title="Read the file">
        <Stack>
          {describe.error ? <Problem error={describe.error} /> : null}
          <Group align="flex-end">
            <TextInput
              label="Source"
              description="Under this name everything above is remembered for the next file."
              placeholder="Carrier X, weekly"
              value={sourceName}
              onChange={(event) => setSourceName(event.currentTarget.value)}
              maxLength={100}
              w={320}
            />
            <Button onClick={send} loading={describe.isPending}>
              Read the file
            </Button>
          </Group>
        </Stack>
      </Section>
    </>
  );
}
