import { Stack, Text, Title } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

type EmptyStateProps = {
  readonly icon: Icon;
  readonly title: string;
  readonly children: ReactNode;
  /** The first step, usually a button. */
  readonly action?: ReactNode;
  /** 1 where it is the whole page. */
  readonly order?: 1 | 2;
};

/** Says what a list is for and offers the first step. */
export function EmptyState({ icon: Sign, title, children, action, order = 2 }: EmptyStateProps) {
  return (
    <Stack className="k-empty" align="center" gap="xs">
      <Sign size={32} stroke={1.4} aria-hidden />
      <Title order={order}>{title}</Title>
      <Text c="dimmed" maw="30rem">
        {children}
      </Text>
      {action}
    </Stack>
  );
}
