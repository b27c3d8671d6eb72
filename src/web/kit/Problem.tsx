import { Alert, Button, List, Stack } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Refusal } from '../../core/base/refusal.ts';

type ProblemProps = {
  readonly error: unknown;
  /** Faults that no field on the page can show. */
  readonly lines?: readonly string[];
  readonly onRetry?: (() => void) | undefined;
  readonly children?: ReactNode;
};

/** What went wrong, in a sentence, with a way on. */
export function Problem({ error, lines = [], onRetry, children }: ProblemProps) {
  return (
    <Alert color="red" icon={<IconAlertTriangle />} title={problemText(error)} role="alert">
      {lines.length > 0 || children || onRetry ? (
        <Stack gap="xs" align="flex-start">
          {lines.length > 0 ? (
            <List size="sm">
              {lines.map((line) => (
                <List.Item key={line}>{line}</List.Item>
              ))}
            </List>
          ) : null}
          {children}
          {onRetry ? (
            <Button size="xs" variant="default" onClick={onRetry}>
              Try again
            </Button>
          ) : null}
        </Stack>
      ) : null}
    </Alert>
  );
}

/** One sentence for an error; a refusal with a single fault says that fault. */
export function problemText(error: unknown): string {
  if (error instanceof Refusal && error.code === 'invalid_input' && error.faults.length === 1) return error.faults[0]!.message;
  return error instanceof Error ? error.message : 'Something went wrong.';
}
