import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { ExportButton } from '../../kit/ExportButton.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { Problem } from '../../kit/Problem.tsx';
import { saveTable } from '../../kit/table.ts';
import type { TableCell } from '../../kit/xlsx.ts';
import { Compared, type Tile, Tiles } from './Tiles.tsx';

type Answer = Parameters<typeof Compared>[0]['report'];
export type ReportFile = { readonly header: readonly string[]; readonly rows: readonly (readonly TableCell[])[] };
type ReportPageProps<A extends Answer> = {
  readonly title: string;
  readonly help: ReactNode;
  readonly answer: A | undefined;
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly bar: ReactNode;
  readonly tiles: (answer: A) => readonly Tile[];
  /** The figures as a file; its name without ending is that of the report and the days. */
  readonly file: (answer: A) => ReportFile;
  readonly fileName: string;
  readonly children: (answer: A) => ReactNode;
};

/** What all reports are made of: period, sums, how they compare, and a file of the same figures. */
export function ReportPage<A extends Answer>(props: ReportPageProps<A>) {
  const { answer, error } = props;
  return (
    <>
      <PageHeader title={props.title} help={props.help}>
        <ExportButton isEmpty={!answer} run={({ format }) => save(props, format)} />
      </PageHeader>
      {props.bar}
      {error && !answer ? (
        <Problem error={error} onRetry={props.onRetry} />
      ) : (
        <>
          <Tiles tiles={answer && props.tiles(answer)} />
          {answer ? <Compared report={answer} /> : null}
          <Stack gap="md">{answer ? props.children(answer) : null}</Stack>
        </>
      )}
    </>
  );
}

async function save<A extends Answer>({ answer, file, fileName }: ReportPageProps<A>, format: 'csv' | 'xlsx'): Promise<void> {
  if (!answer) return;
  const { header, rows } = file(answer);
  await saveTable(`${fileName}-${answer.from}-${answer.to}`, header, rows, format);
}
