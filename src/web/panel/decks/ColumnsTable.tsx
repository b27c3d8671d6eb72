import { Group, NumberInput, Select, Skeleton, Table } from '@mantine/core';
import { type DeckField, type DeckFormat, type Delimiter, deckFields, delimiters } from '../../../core/decks/deckFormat.ts';
import { columnName } from '../../../core/decks/deckRow.ts';
import { listDeckLines } from '../../../http/contract/decks.ts';
import { useAnswer } from '../../api.ts';
import { Problem } from '../../kit/Problem.tsx';
import { Scroll } from '../../kit/Scroll.tsx';

type ColumnsTableProps = {
  readonly importId: string;
  readonly format: DeckFormat;
  readonly onChange: (changes: Partial<DeckFormat>) => void;
  readonly isSheet: boolean;
};

const fieldChoices = Object.entries(deckFields).map(([value, label]) => ({ value, label }));
const linesShown = 12;

/** The file's first lines as they stand, and above each column what it holds. */
export function ColumnsTable({ importId, format, onChange, isSheet }: ColumnsTableProps) {
  const { delimiter, sheet, headerLine } = format;
  const { data, error } = useAnswer(listDeckLines, { params: { id: importId }, query: { delimiter, sheet } }, { keep: true });
  if (error) return <Problem error={error} />;
  if (!data) return <Skeleton h={200} m="md" />;
  const from = data.lines.findIndex(({ line }) => line >= headerLine - 3);
  const lines = data.lines.slice(Math.max(0, from), Math.max(0, from) + linesShown);
  const width = Math.max(1, ...data.lines.map(({ cells }) => cells.length));
  const choose = (index: number, field: string | null) => {
    const columns = Array.from({ length: width }, (_, at) => format.columns[at] ?? '');
    onChange({ columns: columns.with(index, (field ?? '') as DeckField | '') });
  };
  return (
    <>
      <Group px="md" pb="sm" align="flex-end">
        <NumberInput
          label="Line of the titles"
          description="0 = there are none"
          value={headerLine}
          onChange={(value) => onChange({ headerLine: Number(value) || 0 })}
          min={0}
          max={1000}
          allowDecimal={false}
          w={160}
        />
        {isSheet ? (
          <Select
            label="Sheet"
            data={data.sheets}
            value={sheet || (data.sheets[0] ?? null)}
            onChange={(value) => onChange({ sheet: value ?? '' })}
            allowDeselect={false}
          />
        ) : (
          <Select
            label="Between cells"
            data={Object.entries(delimiters).map(([value, label]) => ({ value, label }))}
            value={delimiter}
            onChange={(value) => onChange({ delimiter: (value ?? ',') as Delimiter })}
            allowDeselect={false}
            w={160}
          />
        )}
      </Group>
      <Scroll label="First lines of the file, table">
        <Table className="k-table" aria-label="First lines of the file">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Line</Table.Th>
              {Array.from({ length: width }, (_, index) => (
                <Table.Th key={columnName(index)} miw={170}>
                  <Select
                    aria-label={`Column ${columnName(index)}`}
                    placeholder={`${columnName(index)}: passed over`}
                    data={fieldChoices}
                    value={format.columns[index] || null}
                    onChange={(field) => choose(index, field)}
                    clearable
                    searchable
                    size="xs"
                  />
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {lines.map(({ line, cells }) => (
              <Table.Tr key={line} {...(line === headerLine ? { fw: 600 } : {})} {...(line < headerLine ? { c: 'dimmed' } : {})}>
                <Table.Td className="k-num">{line === headerLine ? `${line} (titles)` : line}</Table.Td>
                {Array.from({ length: width }, (_, index) => (
                  <Table.Td key={columnName(index)}>{cells[index] ?? ''}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Scroll>
    </>
  );
}
