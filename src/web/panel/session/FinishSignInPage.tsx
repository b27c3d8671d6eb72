import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Navigate } from 'react-router';
import { PasswordForm } from '../profile/PasswordForm.tsx';
import { RecoveryCodes } from '../profile/RecoveryCodes.tsx';
import { AddOwnPasskeyButton, SetUpAppButton } from '../profile/setUpButtons.tsx';
import { leave } from './leave.ts';
import { SignInFrame } from './SignInFrame.tsx';
import { useSession } from './session.ts';

/** What somebody owes before the panel opens: a password of one's own, or two-step sign-in. */
export function FinishSignInPage() {
  const duty = useSession()?.staff?.duty;
  const [codes, setCodes] = useState<readonly string[]>([]);
  if (codes.length > 0)
    return (
      <SignInFrame title="Keep these codes" help="Two-step sign-in is on." width={520}>
        <RecoveryCodes codes={codes} onDone={() => setCodes([])} />
      </SignInFrame>
    );
  if (duty === 'change_password')
    return (
      <SignInFrame
        title="Choose your password"
        help="Somebody else chose the one that you have now. Take one that only you know."
      >
        <PasswordForm oldLabel="Password that you were given" />
        <Leave />
      </SignInFrame>
    );
  if (duty === 'enrol_second_factor')
    return (
      <SignInFrame title="Set up two-step sign-in" help="It is required here: a stolen password alone then opens nothing.">
        <Stack gap="sm">
          <SetUpAppButton onCodes={setCodes} />
          <AddOwnPasskeyButton onCodes={setCodes} />
          <Text c="dimmed" size="xs">
            An app is on every phone. A passkey is your device’s own lock: finger, face or PIN.
          </Text>
        </Stack>
        <Leave />
      </SignInFrame>
    );
  return <Navigate to="/" replace />;
}

function Leave() {
  return (
    <Button variant="subtle" color="gray" size="compact-sm" onClick={() => void leave()}>
      Sign out
    </Button>
  );
}
