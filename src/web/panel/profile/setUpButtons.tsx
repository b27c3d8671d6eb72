import { Button } from '@mantine/core';
import { IconDeviceMobile } from '@tabler/icons-react';
import { useState } from 'react';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { addPasskey, startPasskey, startTotp } from '../../../http/contract/profile.ts';
import { AddPasskeyButton } from '../../access/AddPasskeyButton.tsx';
import { PasswordAgain } from '../../access/PasswordAgain.tsx';
import { call, useSend } from '../../api.ts';
import { AppDialog } from './AppDialog.tsx';

type SetUpProps = { readonly onCodes: (codes: readonly string[]) => void };

/** Password, then QR code and key, then a code of the app. */
export function SetUpAppButton({ onCodes }: SetUpProps) {
  const [isAsking, setIsAsking] = useState(false);
  const [made, setMade] = useState<AnswerOf<typeof startTotp>>();
  return (
    <>
      <Button variant="default" leftSection={<IconDeviceMobile size={16} />} onClick={() => setIsAsking(true)}>
        Set up an authenticator app
      </Button>
      {isAsking ? (
        <PasswordAgain
          title="Set up an authenticator app"
          text="So that nobody else does this at your desk."
          verb="Go on"
          send={async (password) => {
            setMade(await call(startTotp, { body: { password } }));
            setIsAsking(false);
          }}
          onClose={() => setIsAsking(false)}
        />
      ) : null}
      {made ? (
        <AppDialog
          made={made}
          onDone={(codes) => {
            setMade(undefined);
            onCodes(codes);
          }}
          onClose={() => setMade(undefined)}
        />
      ) : null}
    </>
  );
}

/** Adds a passkey of mine; the first second factor comes with recovery codes. */
export function AddOwnPasskeyButton({ onCodes }: SetUpProps) {
  const add = useSend(addPasskey);
  return (
    <AddPasskeyButton
      start={(password) => call(startPasskey, { body: { password } })}
      add={async (name, answer) => onCodes((await add.mutateAsync({ body: { name, answer } })).recoveryCodes)}
    />
  );
}
