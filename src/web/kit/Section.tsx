import { Group, Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

type SectionProps = {
  readonly title: string;
  /** One sentence of help. */
  readonly help?: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  /** No inner padding: for tables. */
  readonly isFlush?: boolean;
};

/** A card with a title. */
export function Section({ title, help, aside, children, isFlush = false }: SectionProps) {
  const id = useId();
  return (
    <section className="k-card" aria-labelledby={id}>
      <Group justify="space-between" align="flex-start" px="md" pt="sm" pb={isFlush ? 'xs' : 0}>
        <div>
          <Title order={2} id={id}>
            {title}
          </Title>
          {help ? <Text c="dimmed">{help}</Text> : null}
        </div>
        {aside}
      </Group>
      {isFlush ? children : <div style={{ padding: 'var(--mantine-spacing-md)' }}>{children}</div>}
    </section>
  );
}
