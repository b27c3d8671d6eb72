import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import type { getProfile } from '../../../http/contract/profile.ts';
import { removePasskey, removeTotp, renamePasskey, renewRecoveryCodes } from '../../../http/contract/profile.ts';
import { PasskeyList } from '../../access/PasskeyList.tsx';
import { PasswordAgain } from '../../access/PasswordAgain.tsx';
import { useSend } from '../../api.ts';
import { notifyDone } from '../../kit/notify.ts';
import { Section } from '../../kit/Section.tsx';
import { Time } from '../../kit/Time.tsx';
import { AddOwnPasskeyButton, SetUpAppButton } from './setUpButtons.tsx';

export type Profile = AnswerOf<typeof getProfile>;

type TwoStepProps = { readonly profile: Profile; readonly onCodes: (codes: readonly string[]) => void };

/** Authenticator app, passkeys and recovery codes. */
export function TwoStepSection({ profile, onCodes }: TwoStepProps) {
  const rename = useSend(renamePasskey);
  const remove = useSend(removePasskey);
  const isOn = profile.totpSince !== undefined || profile.passkeys.length > 0;
  return (
    <Section
      title="Two-step sign-in"
      help={
        profile.requiresSecondFactor
          ? 'Required here. After the password, your phone or a passkey proves that it is you.'
          : 'After the password, your phone or a passkey proves that it is you.'
      }
      aside={<Badge color={isOn ? 'green' : 'yellow'}>{isOn ? 'On' : 'Off'}</Badge>}
    >
      <Stack gap="md">
        <AppRow profile={profile} onCodes={onCodes} />
        <PasskeyList
          passkeys={profile.passkeys}
          deeds={{
            rename: (id, name) => rename.mutateAsync({ params: { id }, body: { name } }),
            remove: (id, password) => remove.mutateAsync({ params: { id }, body: { password } }),
          }}
        />
        <div>
          <AddOwnPasskeyButton onCodes={onCodes} />
        </div>
        {isOn ? <CodesRow profile={profile} onCodes={onCodes} /> : null}
      </Stack>
    </Section>
  );
}

function AppRow({ profile, onCodes }: TwoStepProps) {
  const [isRemoving, setIsRemoving] = useState(false);
  const remove = useSend(removeTotp);
  if (profile.totpSince === undefined)
    return (
      <div>
        <SetUpAppButton onCodes={onCodes} />
      </div>
    );
  return (
    <Group justify="space-between">
      <Text>
        Authenticator app since <Time at={profile.totpSince} style="date" />
      </Text>
      <Button variant="subtle" color="red" size="compact-sm" onClick={() => setIsRemoving(true)}>
        Remove the app
      </Button>
      {isRemoving ? (
        <PasswordAgain
          title="Remove the authenticator app?"
          text="Its codes no longer sign you in. Passkeys stay."
          verb="Remove"
          send={async (password) => {
            await remove.mutateAsync({ body: { password } });
            notifyDone('The app is removed.');
            setIsRemoving(false);
          }}
          onClose={() => setIsRemoving(false)}
        />
      ) : null}
    </Group>
  );
}

function CodesRow({ profile, onCodes }: TwoStepProps) {
  const [isAsking, setIsAsking] = useState(false);
  const renew = useSend(renewRecoveryCodes);
  const { recoveryCodesLeft: left } = profile;
  return (
    <Group justify="space-between">
      <Text className={left < 3 ? 'k-bad' : ''}>
        {left} recovery {left === 1 ? 'code' : 'codes'} left
      </Text>
      <Button variant="default" size="compact-sm" onClick={() => setIsAsking(true)}>
        New recovery codes
      </Button>
      {isAsking ? (
        <PasswordAgain
          title="New recovery codes"
          text="Ten new codes take the place of all old ones."
          verb="Make new codes"
          send={async (password) => {
            const { recoveryCodes } = await renew.mutateAsync({ body: { password } });
            setIsAsking(false);
            onCodes(recoveryCodes);
          }}
          onClose={() => setIsAsking(false)}
        />
      ) : null}
    </Group>
  );
}
