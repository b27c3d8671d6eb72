import { Group, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { createContext, type ReactNode, useContext } from 'react';

/** What stands beside the title of every page: the way to its help. */
export const PageHelp = createContext<ReactNode>(null);

type PageHeaderProps = {
  readonly title: string;
  /** One sentence of help below the title. */
  readonly help?: ReactNode;
  readonly aside?: ReactNode;
  /** The primary button and its neighbours. */
  readonly children?: ReactNode;
};

/** The head of every page; also names the browser's tab. */
export function PageHeader({ title, help, aside, children }: PageHeaderProps) {
  useDocumentTitle(`${title} · vspPanel`);
  return (
    <Group justify="space-between" align="flex-start" gap="sm" mb="md">
      <div>
        <Group gap="sm">
          <Title order={1}>{title}</Title>
          {aside}
          {useContext(PageHelp)}
        </Group>
        {help ? (
          <Text c="dimmed" maw="44rem" mt={2}>
            {help}
          </Text>
        ) : null}
      </div>
      {children ? <Group gap="xs">{children}</Group> : null}
    </Group>
  );
}
