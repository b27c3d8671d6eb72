import { Button, Divider, Stack } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useState } from 'react';
import { Problem } from '../kit/Problem.tsx';
import { useWords } from '../kit/words.tsx';
import { accessWords } from './accessWords.ts';
import { type Answer, hasPasskeys, provePasskey, type RequestOptions } from './passkeys.ts';

type PasskeySignInProps = {
  readonly offer: () => Promise<RequestOptions>;
  readonly enter: (answer: Answer) => Promise<unknown>;
};

/** Signs in with a passkey in place of the password; nothing where the browser has none. */
export function PasskeySignIn({ offer, enter }: PasskeySignInProps) {
  const words = useWords(accessWords);
  const [error, setError] = useState<unknown>();
  const [isAsking, setIsAsking] = useState(false);
  if (!hasPasskeys()) return null;
  const ask = async () => {
    setIsAsking(true);
    setError(undefined);
    try {
      await enter(await provePasskey(await offer()));
    } catch (problem) {
      setError(problem);
      setIsAsking(false);
    }
  };
  return (
    <Stack gap="sm">
      <Divider label={words.or} />
      {error ? <Problem error={error} /> : null}
      <Button variant="default" leftSection={<IconFingerprint size={16} />} loading={isAsking} onClick={() => void ask()}>
        {words.signInWithPasskey}
      </Button>
    </Stack>
  );
}
