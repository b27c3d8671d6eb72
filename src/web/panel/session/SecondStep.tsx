import { Button, Group, Stack, Text } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useState } from 'react';
import type { SignInMethod } from '../../../core/access/secondFactor.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import type { getSession } from '../../../http/contract/session.ts';
import { finishSignIn, offerPasskeySignIn } from '../../../http/contract/signIn.ts';
import { hasPasskeys, provePasskey } from '../../access/passkeys.ts';
import { call } from '../../api.ts';
import { TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { SignInFrame } from './SignInFrame.tsx';
import type { Pending } from './SignInPage.tsx';

type SecondStepProps = {
  readonly pending: Pending;
  readonly onDone: (session: AnswerOf<typeof getSession>) => void;
  readonly onBack: () => void;
};

const help: Readonly<Record<SignInMethod, string>> = {
  password: '',
  totp: 'Your password is right. Now the code that your authenticator app shows.',
  passkey: 'Your password is right. Now your passkey.',
  recovery_code: 'Your password is right. Now one of the recovery codes that you kept; each works once.',
};
const otherWays: Readonly<Record<SignInMethod, string>> = {
  password: '',
  totp: 'Use the authenticator app',
  passkey: 'Use a passkey',
  recovery_code: 'Use a recovery code',
};

/** The second step of signing in. */
export function SecondStep({ pending, onDone, onBack }: SecondStepProps) {
  const ways = pending.methods.filter((method) => method !== 'passkey' || hasPasskeys());
  const [way, setWay] = useState<SignInMethod>(ways[0] ?? 'recovery_code');
  const form = { token: pending.token, onDone };
  return (
    <SignInFrame title="One more step" help={help[way]}>
      {way === 'passkey' ? <PasskeyForm {...form} /> : <CodeForm key={way} way={way} {...form} />}
      <Group gap="xs">
        {ways
          .filter((other) => other !== way)
          .map((other) => (
            <Button key={other} variant="subtle" size="compact-sm" onClick={() => setWay(other)}>
              {otherWays[other]}
            </Button>
          ))}
        <Button variant="subtle" size="compact-sm" color="gray" onClick={onBack}>
          Begin again
        </Button>
      </Group>
      {way === 'recovery_code' ? (
        <Text c="dimmed" size="xs">
          No codes either? An Administrator can reset your second step under Users. Without one, run{' '}
          <code>npx vsppanel staff reset-second-factor</code> on the server.
        </Text>
      ) : null}
    </SignInFrame>
  );
}

type FormProps = { readonly token: string; readonly onDone: SecondStepProps['onDone'] };

function CodeForm({ way, token, onDone }: FormProps & { readonly way: SignInMethod }) {
  const isApp = way === 'totp';
  return (
    <ContractForm
      label="Second step"
      initialValues={{ proof: { code: '' } }}
      schema={finishSignIn.body}
      toBody={({ proof }) => ({
        token,
        proof: { method: isApp ? ('totp' as const) : ('recovery_code' as const), code: proof.code },
      })}
      send={async (body) => onDone(await call(finishSignIn, { body }))}
    >
      <Stack>
        <TextField
          name="proof.code"
          label={isApp ? 'Code of the app' : 'Recovery code'}
          placeholder={isApp ? '123 456' : 'xxxx-xxxx-xxxx-xxxx'}
          inputMode={isApp ? 'numeric' : 'text'}
          autoComplete={isApp ? 'one-time-code' : 'off'}
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          classNames={{ input: 'k-num' }}
        />
        <SaveButton>Sign in</SaveButton>
      </Stack>
    </ContractForm>
  );
}

function PasskeyForm({ token, onDone }: FormProps) {
  return (
    <ContractForm
      label="Second step"
      initialValues={{}}
      schema={offerPasskeySignIn.body}
      toBody={() => ({ token })}
      send={async (body) => {
        const answer = await provePasskey(await call(offerPasskeySignIn, { body }));
        onDone(await call(finishSignIn, { body: { token, proof: { method: 'passkey', answer } } }));
      }}
    >
      <Group gap="sm">
        <IconFingerprint size={28} stroke={1.4} aria-hidden />
        <SaveButton>Use the passkey</SaveButton>
      </Group>
    </ContractForm>
  );
}
