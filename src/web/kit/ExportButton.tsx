import { ActionIcon, Button, Group, Menu, Text } from '@mantine/core';
import { IconChevronDown, IconDownload, IconFileSpreadsheet, IconFileTypeCsv } from '@tabler/icons-react';
import { useState } from 'react';
import { notifyProblem } from './notify.ts';
import type { TableFormat } from './table.ts';

type ExportButtonProps = {
  readonly isEmpty: boolean;
  /** May tell how many rows were read so far; then the button says so. */
  readonly run: (how: { readonly onCount: (count: number) => void; readonly format: TableFormat }) => Promise<void>;
};

/** Saves what is filtered as a file: CSV with one click, XLSX with two. */
export function ExportButton({ isEmpty, run }: ExportButtonProps) {
  const [progress, setProgress] = useState<{ readonly count?: number }>();
  const start = (format: TableFormat) => () => {
    setProgress({});
    run({ format, onCount: (count) => setProgress({ count }) })
      .catch(notifyProblem)
      .finally(() => setProgress(undefined));
  };
  const count = progress?.count;
  const isOff = isEmpty || progress !== undefined;
  return (
    <Group gap={0} wrap="nowrap">
      <Button
        variant="default"
        leftSection={<IconDownload size={16} />}
        onClick={start('csv')}
        disabled={isEmpty || count !== undefined}
        loading={progress !== undefined && count === undefined}
        style={{ borderTopRightRadius: 0, borderBottomRightRadius: 0 }}
      >
        {count === undefined ? 'Export CSV' : <Text component="span">{count} rows…</Text>}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            variant="default"
            size={36}
            aria-label="Export as"
            disabled={isOff}
            style={{ borderTopLeftRadius: 0, borderBottomLeftRadius: 0, borderLeft: 0 }}
          >
            <IconChevronDown size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconFileTypeCsv size={16} />} onClick={start('csv')}>
            CSV
          </Menu.Item>
          <Menu.Item leftSection={<IconFileSpreadsheet size={16} />} onClick={start('xlsx')}>
            Excel (XLSX)
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
