import { Button, Divider, Stack, Text } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { getSession, signIn } from '../../../http/contract/session.ts';
import { offerPasskeySignIn, signInWithPasskey } from '../../../http/contract/signIn.ts';
import { call, keyOf } from '../../api.ts';
import { PasswordField, TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { Problem } from '../../kit/Problem.tsx';
import { hasPasskeys, provePasskey } from './passkeys.ts';
import { SecondStep } from './SecondStep.tsx';
import { SignInFrame } from './SignInFrame.tsx';
import { useSession } from './session.ts';

export type Pending = NonNullable<AnswerOf<typeof signIn>['pending']>;
type Session = AnswerOf<typeof getSession>;

/** Sign in; the page asked for before opens afterwards (SessionGate). */
export function SignInPage() {
  const client = useQueryClient();
  const company = useSession()?.companyName;
  const [pending, setPending] = useState<Pending>();
  const enter = (session: Session) => client.setQueryData(keyOf(getSession), session);
  if (pending) return <SecondStep pending={pending} onDone={enter} onBack={() => setPending(undefined)} />;
  return (
    <SignInFrame title="Sign in" help={company ? `to the panel of ${company}` : 'to vspPanel'}>
      <ContractForm
        label="Sign in"
        initialValues={{ userName: '', password: '' }}
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
            autoFocus
            autoCapitalize="none"
            spellCheck={false}
          />
          <PasswordField name="password" label="Password" autoComplete="current-password" />
          <SaveButton>Sign in</SaveButton>
        </Stack>
      </ContractForm>
      {hasPasskeys() ? <PasskeyAlone onDone={enter} /> : null}
      <Text c="dimmed" size="xs">
        Forgotten? An Administrator can give you a new password under Users. Without one, run{' '}
        <code>npx vsppanel staff reset-password</code> on the server.
      </Text>
    </SignInFrame>
  );
}

function PasskeyAlone({ onDone }: { readonly onDone: (session: Session) => void }) {
  const [error, setError] = useState<unknown>();
  const [isAsking, setIsAsking] = useState(false);
  const ask = async () => {
    setIsAsking(true);
    setError(undefined);
    try {
      const answer = await provePasskey(await call(offerPasskeySignIn, { body: {} }));
      onDone(await call(signInWithPasskey, { body: { answer } }));
    } catch (problem) {
      setError(problem);
      setIsAsking(false);
    }
  };
  return (
    <Stack gap="sm">
      <Divider label="or" />
      {error ? <Problem error={error} /> : null}
      <Button variant="default" leftSection={<IconFingerprint size={16} />} loading={isAsking} onClick={() => void ask()}>
        Sign in with a passkey
      </Button>
    </Stack>
  );
}
