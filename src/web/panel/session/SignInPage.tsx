import { Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { getSession, signIn } from '../../../http/contract/session.ts';
import { offerPasskeySignIn, signInWithPasskey } from '../../../http/contract/signIn.ts';
import { PasskeySignIn } from '../../access/PasskeySignIn.tsx';
import { call, keyOf } from '../../api.ts';
import { PasswordField, TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { SecondStep } from './SecondStep.tsx';
import { SignInFrame } from './SignInFrame.tsx';
import { useSession } from './session.ts';

export type Pending = NonNullable<AnswerOf<typeof signIn>['pending']>;
type Session = AnswerOf<typeof getSession>;

/** Sign in; the page asked for before opens afterwards (SessionGate), or is still there (SignInAgain). */
export function SignInPage() {
  const client = useQueryClient();
  const known = useSession();
  const company = known?.companyName;
  const userName = known?.staff?.userName ?? '';
  const [pending, setPending] = useState<Pending>();
  const enter = (session: Session) => {
    client.setQueryData(keyOf(getSession), session);
    // What could not be shown while nobody was signed in.
    void client.invalidateQueries();
  };
  if (pending) return <SecondStep pending={pending} onDone={enter} onBack={() => setPending(undefined)} />;
  return (
    <SignInFrame title="Sign in" help={company ? `to the panel of ${company}` : 'to vspPanel'}>
      <ContractForm
        label="Sign in"
        initialValues={{ userName, password: '' }}
        schema={signIn.body}
        toBody={(values) => values}
        send={async (body) => {
          const { pending: awaited, ...session } = await call(signIn, { body });
          if (awaited) setPending(awaited);
          else enter(session);
        }}
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
      <PasskeySignIn
        offer={() => call(offerPasskeySignIn, { body: {} })}
        enter={async (answer) => enter(await call(signInWithPasskey, { body: { answer } }))}
      />
      <Text c="dimmed" size="xs">
        Forgotten? An Administrator can give you a new password under Users. Without one, run{' '}
        <code>npx vsppanel staff reset-password</code> on the server.
      </Text>
    </SignInFrame>
  );
}
