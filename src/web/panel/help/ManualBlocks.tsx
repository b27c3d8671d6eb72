import { List, Table, Text } from '@mantine/core';
import { Scroll } from '../../kit/Scroll.tsx';
import { ManualText, Marked } from './ManualText.tsx';
import type { Block, Field, ManualReceipt } from './manualPage.ts';

/** One part of the manual's text. */
export function ManualBlock({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'text':
      return (
        <Text component="p">
          <ManualText text={block.text} />
        </Text>
      );
    case 'list':
    case 'steps':
      return (
        <List type={block.kind === 'steps' ? 'ordered' : 'unordered'} size="sm">
          {block.items.map((item) => (
            <List.Item key={item}>
              <ManualText text={item} />
            </List.Item>
          ))}
        </List>
      );
    case 'fields':
      return <FieldList fields={block.fields} />;
    case 'table':
      return <TextTable {...block} />;
    case 'code':
      return (
        <Scroll label={block.label}>
          <pre className="k-code k-mono">
            <Marked text={block.lines.join('\n')} />
          </pre>
        </Scroll>
      );
    case 'receipt':
      return <Worked receipt={block.receipt} />;
    default:
      return block satisfies never;
  }
}

function FieldList({ fields }: { readonly fields: readonly Field[] }) {
  return (
    <dl className="k-manualfields">
      {fields.map(({ name, text, receipt }) => (
        <div key={name}>
          <dt className="k-manualname">
            <Marked text={name} />
          </dt>
          <dd className="k-manualmeaning">
            <ManualText text={text} />
            {receipt ? <Worked receipt={receipt} /> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

type TextTableProps = { readonly label: string; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

function TextTable({ label, head, rows }: TextTableProps) {
  return (
    <Scroll label={label}>
      <Table className="k-table k-manualtable">
        <Table.Thead>
          <Table.Tr>
            {head.map((cell) => (
              <Table.Th key={cell} scope="col">
                <ManualText text={cell} />
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((cells) => (
            <Table.Tr key={cells[0]}>
              {cells.map((cell, index) => (
                <Table.Td key={index} className="k-manualcell">
                  <ManualText text={cell} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Scroll>
  );
}

/** A worked price: each step, then what the call costs. */
function Worked({ receipt: { title, steps, total } }: { readonly receipt: ManualReceipt }) {
  return (
    <div className="k-worked">
      <Marked text={title} />
      <ul>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
        <li>
          Total: <b className="k-num">{total}</b>
        </li>
      </ul>
    </div>
  );
}
