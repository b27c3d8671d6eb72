import { Paper, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';

type SignInFrameProps = {
  readonly title: string;
  readonly help: ReactNode;
  readonly children: ReactNode;
  readonly width?: number;
};

/** The card in the middle of the page before there is a panel around it. */
export function SignInFrame({ title, help, children, width = 400 }: SignInFrameProps) {
  useDocumentTitle(`${title} · vspPanel`);
  return (
    <main style={{ minHeight: '100vh', display: 'grid', placeItems: 'center', padding: 16 }}>
      <Paper p="xl" w="100%" maw={width}>
        <Stack gap="lg">
          <div>
            <img src="/favicon.svg" alt="" width={36} height={36} />
            <Title order={1} mt="sm">
              {title}
            </Title>
            <Text c="dimmed">{help}</Text>
          </div>
          {children}
        </Stack>
      </Paper>
    </main>
  );
}
