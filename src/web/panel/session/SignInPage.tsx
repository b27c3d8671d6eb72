import { Paper, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { getSession, signIn } from '../../../http/contract/session.ts';
import { call, keyOf } from '../../api.ts';
import { PasswordField, TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { useSession } from './session.ts';

/** Sign in; the page asked for before opens afterwards (SessionGate). */
export function SignInPage() {
  useDocumentTitle('Sign in · vspPanel');
  const client = useQueryClient();
  const company = useSession()?.companyName;
  const send = async (body: { userName: string; password: string }) => {
    const session = await call(signIn, { body });
    client.setQueryData(keyOf(getSession), session);
  };
  return (
    <main style={{ minHeight: '100vh', display: 'grid', placeItems: 'center', padding: 16 }}>
      <Paper p="xl" w="100%" maw={400}>
        <Stack gap="lg">
          <div>
            <img src="/favicon.svg" alt="" width={36} height={36} />
            <Title order={1} mt="sm">
              Sign in
            </Title>
            <Text c="dimmed">{company ? `to the panel of ${company}` : 'to vspPanel'}</Text>
          </div>
          <ContractForm
            label="Sign in"
            initialValues={{ userName: '', password: '' }}
            schema={signIn.body}
            toBody={(values) => values}
            send={send}
          >
            <Stack>
              <TextField
                name="userName"
                label="User name"
                autoComplete="username"
                autoFocus
                autoCapitalize="none"
                spellCheck={false}
              />
              <PasswordField name="password" label="Password" autoComplete="current-password" />
              <SaveButton>Sign in</SaveButton>
            </Stack>
          </ContractForm>
          <Text c="dimmed" size="xs">
            Forgotten? An Administrator can give you a new password under Users.
          </Text>
        </Stack>
      </Paper>
    </main>
  );
}
