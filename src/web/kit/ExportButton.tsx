import { Button, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { notifyProblem } from './notify.ts';

type ExportButtonProps = {
  readonly isEmpty: boolean;
  /** May tell how many rows were read so far; then the button says so. */
  readonly run: (onCount: (count: number) => void) => Promise<void>;
};

/** Saves what is filtered as a file. */
export function ExportButton({ isEmpty, run }: ExportButtonProps) {
  const [progress, setProgress] = useState<{ readonly count?: number }>();
  const start = () => {
    setProgress({});
    run((count) => setProgress({ count }))
      .catch(notifyProblem)
      .finally(() => setProgress(undefined));
  };
  const count = progress?.count;
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={16} />}
      onClick={start}
      disabled={isEmpty || count !== undefined}
      loading={progress !== undefined && count === undefined}
    >
      {count === undefined ? 'Export CSV' : <Text component="span">{count} rows…</Text>}
    </Button>
  );
}
