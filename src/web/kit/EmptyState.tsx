import { Stack, Text, Title } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

type EmptyStateProps = {
  readonly icon: Icon;
  readonly title: string;
  readonly children: ReactNode;
  /** The first step, usually a button. */
  readonly action?: ReactNode;
};

/** Says what a list is for and offers the first step. */
export function EmptyState({ icon: Sign, title, children, action }: EmptyStateProps) {
  return (
    <Stack className="k-empty" align="center" gap="xs">
      <Sign size={32} stroke={1.4} aria-hidden />
      <Title order={2}>{title}</Title>
      <Text c="dimmed" maw="30rem">
        {children}
      </Text>
      {action}
    </Stack>
  );
}
