import { Alert, Anchor, Paper, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { offerPortalPasskey, signInToPortalWithPasskey } from '../../http/contract/portalPasskeys.ts';
import { askPortalPassword, choosePortalPassword, getPortalSession, signInToPortal } from '../../http/contract/portalSession.ts';
import { PasskeySignIn } from '../access/PasskeySignIn.tsx';
import { call, keyOf } from '../api.ts';
import { PasswordField, TextField } from '../kit/fields.tsx';
import { ContractForm, SaveButton } from '../kit/form.tsx';

/** Signs a customer in. */
export function SignInPage({ companyName }: { readonly companyName: string }) {
  const client = useQueryClient();
  return (
    <DoorFrame title="Sign in" help={companyName === '' ? 'to your account' : `to your account with ${companyName}`}>
      <ContractForm
        label="Sign in"
        initialValues={{ email: '', password: '' }}
        schema={signInToPortal.body}
        toBody={(values) => values}
        send={async (body) => client.setQueryData(keyOf(getPortalSession), await call(signInToPortal, { body }))}
      >
        <Stack>
          <TextField name="email" label="E-mail" type="email" autoComplete="username" autoCapitalize="none" />
          <PasswordField name="password" label="Password" autoComplete="current-password" />
          <SaveButton>Sign in</SaveButton>
        </Stack>
      </ContractForm>
      <PasskeySignIn
        offer={() => call(offerPortalPasskey, {})}
        enter={async (answer) => {
          client.setQueryData(keyOf(getPortalSession), await call(signInToPortalWithPasskey, { body: { answer } }));
        }}
      />
      <Anchor component={Link} to="/forgotten" size="sm">
        Forgotten password
      </Anchor>
    </DoorFrame>
  );
}

/** Asks for a letter; says the same to everybody. */
export function ForgottenPage() {
  const [isSent, setIsSent] = useState(false);
  return (
    <DoorFrame title="Forgotten password" help="We send you a link to choose a new one.">
      {isSent ? (
        <Alert color="green" role="status">
          If this e-mail opens an account here, a letter is on its way. Its link is good for one hour.
        </Alert>
      ) : (
        <ContractForm
          label="Forgotten password"
          initialValues={{ email: '' }}
          schema={askPortalPassword.body}
          toBody={(values) => values}
          send={async (body) => {
            await call(askPortalPassword, { body });
            setIsSent(true);
          }}
        >
          <Stack>
            <TextField name="email" label="E-mail" type="email" autoComplete="username" autoCapitalize="none" />
            <SaveButton>Send me a link</SaveButton>
          </Stack>
        </ContractForm>
      )}
      <Anchor component={Link} to="/" size="sm">
        Back to sign in
      </Anchor>
    </DoorFrame>
  );
}

/** Where the link of a letter leads. The token stands after `#` and reaches the server only when a password is chosen. */
export function ChoosePasswordPage() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [token] = useState(() => window.location.hash.slice(1));
  return (
    <DoorFrame title="Choose a password" help="At least 10 characters; several words are strong and easy.">
      <ContractForm
        label="Choose a password"
        initialValues={{ password: '' }}
        schema={choosePortalPassword.body}
        toBody={({ password }) => ({ token, password })}
        send={async (body) => {
          client.setQueryData(keyOf(getPortalSession), await call(choosePortalPassword, { body }));
          await navigate('/', { replace: true });
        }}
      >
        <Stack>
          <PasswordField name="password" label="New password" autoComplete="new-password" />
          <SaveButton>Save and sign in</SaveButton>
        </Stack>
      </ContractForm>
      <Anchor component={Link} to="/forgotten" size="sm">
        Ask for a new link
      </Anchor>
    </DoorFrame>
  );
}

type DoorFrameProps = { readonly title: string; readonly help: string; readonly children: ReactNode };

function DoorFrame({ title, help, children }: DoorFrameProps) {
  useDocumentTitle(title);
  return (
    <main style={{ minHeight: '100vh', display: 'grid', placeItems: 'center', padding: 16 }}>
      <Paper p="xl" w="100%" maw={400}>
        <Stack gap="lg">
          <div>
            <Title order={1}>{title}</Title>
            <Text c="dimmed">{help}</Text>
          </div>
          {children}
        </Stack>
      </Paper>
    </main>
  );
}
