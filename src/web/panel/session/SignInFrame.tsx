import { Paper, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { createContext, type ReactNode, useContext } from 'react';

type SignInFrameProps = {
  readonly title: string;
  readonly help: ReactNode;
  readonly children: ReactNode;
  readonly width?: number;
};

/** True inside the dialog that asks to sign in again: it has a title and a page behind it already. */
export const IsInDialog = createContext(false);

/** The card in the middle of the page before there is a panel around it. */
export function SignInFrame(props: SignInFrameProps) {
  return useContext(IsInDialog) ? <DialogFrame {...props} /> : <PageFrame {...props} />;
}

function DialogFrame({ help, children }: SignInFrameProps) {
  return (
    <Stack gap="lg">
      <Text c="dimmed">{help}</Text>
      {children}
    </Stack>
  );
}

function PageFrame({ title, help, children, width = 400 }: SignInFrameProps) {
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
