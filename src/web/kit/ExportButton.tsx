import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { notifyProblem } from '../../kit/notify.ts';

type ExportButtonProps = { readonly isEmpty: boolean; readonly run: () => Promise<void> };

/** Saves what is filtered as a file. */
export function ExportButton({ isEmpty, run }: ExportButtonProps) {
  const [isRunning, setIsRunning] = useState(false);
  const start = () => {
    setIsRunning(true);
    run()
      .catch(notifyProblem)
      .finally(() => setIsRunning(false));
  };
  return (
    <Button variant="default" leftSection={<IconDownload size={16} />} onClick={start} disabled={isEmpty} loading={isRunning}>
      Export CSV
    </Button>
  );
}
