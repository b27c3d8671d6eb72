import { IconCheck } from '@tabler/icons-react';
import { faultsMax } from '../../../core/decks/deckState.ts';
import { listDeckFaults } from '../../../http/contract/decks.ts';
import { usePages } from '../../api.ts';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Section } from '../../kit/Section.tsx';
import { type DeckImport, grouped } from './deckText.ts';

type Fault = { readonly line: number; readonly column: string; readonly message: string };

const columns: readonly Column<Fault>[] = [
  { key: 'line', title: 'Line', align: 'right', width: '90px', cell: ({ line }) => <span className="k-num">{line}</span> },
  { key: 'column', title: 'Column', width: '90px', cell: ({ column }) => column || '–' },
  { key: 'message', title: 'What is wrong', cell: ({ message }) => message },
];

/** Every fault of a file by its line: nothing of the file is used while there is one. */
export function FaultsSection({ one }: { readonly one: DeckImport }) {
  const list = usePages(listDeckFaults, { params: { id: one.id } });
  const many = one.faultCount >= faultsMax ? ` Reading stopped at ${grouped(faultsMax)}.` : '';
  return (
    <Section
      title={`${grouped(one.faultCount)} ${one.faultCount === 1 ? 'fault' : 'faults'}`}
      help={`No rate was changed. Mend the file and upload it again, or say below how it is written.${many}`}
      isFlush
    >
      <DataTable
        label="Faults"
        columns={columns}
        {...list}
        keyOf={({ line, column, message }) => `${line} ${column} ${message}`}
        empty={
          <EmptyState icon={IconCheck} title="No fault">
            Every line can be used.
          </EmptyState>
        }
      />
    </Section>
  );
}
