import { Alert, Anchor, Paper, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Link, Outlet, useNavigate } from 'react-router';
import { offerPortalPasskey, signInToPortalWithPasskey } from '../../http/contract/portalPasskeys.ts';
import { askPortalPassword, choosePortalPassword, getPortalSession, signInToPortal } from '../../http/contract/portalSession.ts';
import { PasskeySignIn } from '../access/PasskeySignIn.tsx';
import { call, keyOf } from '../api.ts';
import { ContractForm, SaveButton } from '../kit/form.tsx';
import { PasswordField, TextField } from '../kit/textFields.tsx';
import { fill, LanguageProvider, languageOf } from '../kit/words.tsx';
import { usePortalWords } from './words/portalWords.ts';

/** Signs a customer in. */
export function SignInPage({ companyName }: { readonly companyName: string }) {
  const words = usePortalWords();
  const client = useQueryClient();
  return (
    <DoorFrame
      title={words.signIn}
      help={companyName === '' ? words.toYourAccount : fill(words.toYourAccountWith, { company: companyName })}
    >
      <ContractForm
        label={words.signIn}
        initialValues={{ email: '', password: '' }}
        schema={signInToPortal.body}
        toBody={(values) => values}
        send={async (body) => client.setQueryData(keyOf(getPortalSession), await call(signInToPortal, { body }))}
      >
        <Stack>
          <TextField name="email" label={words.email} type="email" autoComplete="username" autoCapitalize="none" />
          <PasswordField name="password" label={words.password} autoComplete="current-password" />
          <SaveButton>{words.signIn}</SaveButton>
        </Stack>
      </ContractForm>
      <PasskeySignIn
        offer={() => call(offerPortalPasskey, {})}
        enter={async (answer) => {
          client.setQueryData(keyOf(getPortalSession), await call(signInToPortalWithPasskey, { body: { answer } }));
        }}
      />
      <Anchor component={Link} to="/forgotten" size="sm">
        {words.forgotten}
      </Anchor>
    </DoorFrame>
  );
}

/** Nobody is known yet: these pages speak the browser's language. */
export function Doors() {
  return (
    <LanguageProvider language={languageOf(navigator.languages)}>
      <Outlet />
    </LanguageProvider>
  );
}

/** Asks for a letter; says the same to everybody. */
export function ForgottenPage() {
  const words = usePortalWords();
  const [isSent, setIsSent] = useState(false);
  return (
    <DoorFrame title={words.forgotten} help={words.forgottenHelp}>
      {isSent ? (
        <Alert color="green" role="status">
          {words.letterSent}
        </Alert>
      ) : (
        <ContractForm
          label={words.forgotten}
          initialValues={{ email: '' }}
          schema={askPortalPassword.body}
          toBody={(values) => values}
          send={async (body) => {
            await call(askPortalPassword, { body });
            setIsSent(true);
          }}
        >
          <Stack>
            <TextField name="email" label={words.email} type="email" autoComplete="username" autoCapitalize="none" />
            <SaveButton>{words.sendLink}</SaveButton>
          </Stack>
        </ContractForm>
      )}
      <Anchor component={Link} to="/" size="sm">
        {words.backToSignIn}
      </Anchor>
    </DoorFrame>
  );
}

/** Where the link of a letter leads. The token stands after `#` and reaches the server only when a password is chosen. */
export function ChoosePasswordPage() {
  const words = usePortalWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [token] = useState(() => window.location.hash.slice(1));
  return (
    <DoorFrame title={words.choosePassword} help={words.choosePasswordHelp}>
      <ContractForm
        label={words.choosePassword}
        initialValues={{ password: '' }}
        schema={choosePortalPassword.body}
        toBody={({ password }) => ({ token, password })}
        send={async (body) => {
          client.setQueryData(keyOf(getPortalSession), await call(choosePortalPassword, { body }));
          await navigate('/', { replace: true });
        }}
      >
        <Stack>
          <PasswordField name="password" label={words.newPassword} autoComplete="new-password" />
          <SaveButton>{words.saveAndSignIn}</SaveButton>
        </Stack>
      </ContractForm>
      <Anchor component={Link} to="/forgotten" size="sm">
        {words.askForLink}
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
