import { Button, Group, Skeleton, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { Problem } from './Problem.tsx';
import { Scroll } from './Scroll.tsx';

export type Column<Row> = {
  readonly key: string;
  readonly title: string;
  readonly align?: 'right';
  readonly width?: string;
  readonly cell: (row: Row) => ReactNode;
  /** What all rows together are; a table whose columns have one ends with them. */
  readonly foot?: ReactNode;
};

/** What is known of a list so far; `usePages` answers it. */
export type ListedRows<Row> = {
  /** Undefined while the first page loads. */
  readonly rows: readonly Row[] | undefined;
  readonly error?: unknown;
  readonly onRetry?: () => void;
  readonly isMore?: boolean;
  readonly isLoadingMore?: boolean;
  readonly onMore?: () => void;
};

type DataTableProps<Row> = ListedRows<Row> & {
  /** Names the table for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  /** Where a row opens; its first cell becomes the link for the keyboard. */
  readonly hrefOf?: (row: Row) => string;
  readonly empty: ReactNode;
};

/** A list: skeleton, problem, empty state, rows that open, and "Load more". */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { rows, label, error, onRetry, empty } = props;
  if (error && rows === undefined) return <Problem error={error} onRetry={onRetry} />;
  if (rows?.length === 0) return <>{empty}</>;
  return (
    <>
      <Scroll label={`${label}, table`}>
        <Table className="k-table" aria-busy={rows === undefined}>
          <Head columns={props.columns} />
          <Table.Tbody>{rows === undefined ? <Waiting columns={props.columns} /> : <Rows {...props} rows={rows} />}</Table.Tbody>
          {rows !== undefined && props.columns.some(({ foot }) => foot !== undefined) ? <Sums columns={props.columns} /> : null}
        </Table>
      </Scroll>
      {rows ? <Foot {...props} count={rows.length} /> : null}
    </>
  );
}

function Head<Row>({ columns }: { readonly columns: readonly Column<Row>[] }) {
  return (
    <Table.Thead>
      <Table.Tr>
        {columns.map(({ key, title, align, width }) => (
          <Table.Th key={key} scope="col" {...(align ? { ta: align } : {})} {...(width ? { w: width } : {})}>
            {title === '' ? <span className="k-hidden" /> : title}
          </Table.Th>
        ))}
      </Table.Tr>
    </Table.Thead>
  );
}

function Rows<Row>({ columns, rows, keyOf, hrefOf }: DataTableProps<Row> & { readonly rows: readonly Row[] }) {
  const navigate = useNavigate();
  const open = (event: React.MouseEvent, href: string) => {
    const isOwn = event.target instanceof Element && event.target.closest('a, button, input, label');
    if (isOwn || window.getSelection()?.toString()) return;
    if (event.ctrlKey || event.metaKey) window.open(href, '_blank', 'noopener');
    else void navigate(href);
  };
  return rows.map((row) => {
    const href = hrefOf?.(row);
    return (
      <Table.Tr
        key={keyOf(row)}
        {...(href ? { 'data-open': true, onClick: (event: React.MouseEvent) => open(event, href) } : {})}
      >
        {columns.map(({ key, align, cell }, index) => (
          <Table.Td key={key} {...(align ? { ta: align } : {})}>
            {href && index === 0 ? (
              <Link to={href} className="k-rowlink">
                {cell(row)}
              </Link>
            ) : (
              cell(row)
            )}
          </Table.Td>
        ))}
      </Table.Tr>
    );
  });
}

function Sums<Row>({ columns }: { readonly columns: readonly Column<Row>[] }) {
  return (
    <Table.Tfoot>
      <Table.Tr>
        {columns.map(({ key, align, foot }) => (
          <Table.Td key={key} fw={620} {...(align ? { ta: align } : {})}>
            {foot}
          </Table.Td>
        ))}
      </Table.Tr>
    </Table.Tfoot>
  );
}

const waitingRows = ['a', 'b', 'c', 'd', 'e', 'f'];

function Waiting<Row>({ columns }: { readonly columns: readonly Column<Row>[] }) {
  return waitingRows.map((row) => (
    <Table.Tr key={row}>
      {columns.map(({ key }) => (
        <Table.Td key={key}>
          <Skeleton h={14} w="70%" />
        </Table.Td>
      ))}
    </Table.Tr>
  ));
}

/** A shorter list can be counted at a glance. */
const countWorthSaying = 20;

type FootProps = {
  readonly count: number;
  readonly isMore?: boolean;
  readonly isLoadingMore?: boolean;
  readonly onMore?: () => void;
};

function Foot({ count, isMore, isLoadingMore, onMore }: FootProps) {
  if (onMore === undefined || (!isMore && count < countWorthSaying)) return null;
  return (
    <Group justify="space-between" px="md" py="xs">
      <Text c="dimmed" size="xs">
        {isMore ? `The first ${count} are shown` : `All ${count} are shown`}
      </Text>
      {isMore ? (
        <Button variant="default" size="xs" onClick={onMore} loading={isLoadingMore ?? false}>
          Load more
        </Button>
      ) : null}
    </Group>
  );
}
