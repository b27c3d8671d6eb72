import { Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { getSession, signIn } from '../../../http/contract/session.ts';
import { call, keyOf } from '../../api.ts';
import { PasswordField, TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { SignInFrame } from './SignInFrame.tsx';
import { useSession } from './session.ts';

type Session = AnswerOf<typeof getSession>;

/** Sign in; the page asked for before opens afterwards (SessionGate), or is still there (SignInAgain). */
export function SignInPage() {
  const client = useQueryClient();
  const known = useSession();
  const company = known?.companyName;
  const userName = known?.staff?.userName ?? '';
  const enter = (session: Session) => {
    client.setQueryData(keyOf(getSession), session);
    // What could not be shown while nobody was signed in.
    void client.invalidateQueries();
  };
  return (
    <SignInFrame title="Sign in" help={company ? `to the panel of ${company}` : 'to vspPanel'}>
      <ContractForm
        label="Sign in"
        initialValues={{ userName, password: '' }}
        schema={signIn.body}
        toBody={(values) => values}
        send={async (body) => enter(await call(signIn, { body }))}
      >
        <Stack>
          <TextField
            name="userName"
            label="User name"
            autoComplete="username"
            autoFocus={userName === ''}
            autoCapitalize="none"
            spellCheck={false}
          />
          <PasswordField
            name="password"
            label="Password"
            autoComplete="current-password"
            data-autofocus={userName === '' ? undefined : true}
          />
          <SaveButton>Sign in</SaveButton>
        </Stack>
      </ContractForm>
      <Text c="dimmed" size="xs">
        Forgotten? An Administrator can give you a new password under Users.
      </Text>
    </SignInFrame>
  );
}
