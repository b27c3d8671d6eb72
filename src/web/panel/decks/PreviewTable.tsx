import { List, Skeleton, Table, Text } from '@mantine/core';
import type { DeckFormat } from '../../../core/decks/deckFormat.ts';
import { previewDeck } from '../../../http/contract/decks.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { useAnswer } from '../../api.ts';
import { formatDecimal } from '../../kit/decimal.ts';
import { Problem } from '../../kit/Problem.tsx';
import { Scroll } from '../../kit/Scroll.tsx';

type Line = AnswerOf<typeof previewDeck>['lines'][number];

/** What the first lines come to as they are declared now. */
export function PreviewTable({ importId, format }: { readonly importId: string; readonly format: DeckFormat }) {
  const { data, error } = useAnswer(previewDeck, { params: { id: importId }, body: format }, { keep: true });
  if (error) return <Problem error={error} />;
  if (!data) return <Skeleton h={200} m="md" />;
  return (
    <Scroll label="Preview, table">
      <Table className="k-table" aria-label="Preview">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Line</Table.Th>
            <Table.Th>Prefixes</Table.Th>
            <Table.Th ta="right">Price</Table.Th>
            <Table.Th>Result</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.lines.map((one) => (
            <Table.Tr key={one.line}>
              <Table.Td className="k-num">{one.line}</Table.Td>
              <Table.Td className="k-num">{prefixesText(one)}</Table.Td>
              <Table.Td ta="right" className="k-num">
                {one.price === null ? '' : formatDecimal(one.price)}
              </Table.Td>
              <Table.Td>{one.faults.length > 0 ? <Faults line={one} /> : one.note || 'Good'}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Scroll>
  );
}

function Faults({ line }: { readonly line: Line }) {
  return (
    <List size="sm" listStyleType="none">
      {line.faults.map(({ column, message }) => (
        <List.Item key={column + message}>
          <Text span className="k-bad" fz="inherit">
            {column === '' ? 'Fault' : `Fault in column ${column}`}
          </Text>
          : {message}
        </List.Item>
      ))}
    </List>
  );
}

function prefixesText({ prefixes, prefixCount }: Line): string {
  const text = prefixes.map((prefix) => (prefix === '' ? 'every number' : `+${prefix}`)).join(' ');
  return prefixCount > prefixes.length ? `${text} … (${prefixCount})` : text;
}
