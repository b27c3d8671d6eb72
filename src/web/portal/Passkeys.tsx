import { Stack, Text } from '@mantine/core';
import {
  addPortalPasskey,
  listPortalPasskeys,
  removePortalPasskey,
  renamePortalPasskey,
  startPortalPasskey,
} from '../../http/contract/portalPasskeys.ts';
import { AddPasskeyButton } from '../access/AddPasskeyButton.tsx';
import { PasskeyList } from '../access/PasskeyList.tsx';
import { call, useAnswer, useSend } from '../api.ts';
import { Problem } from '../kit/Problem.tsx';

/** Own passkeys: each signs in in place of the password. */
export function Passkeys() {
  const { data, error } = useAnswer(listPortalPasskeys, {});
  const add = useSend(addPortalPasskey);
  const rename = useSend(renamePortalPasskey);
  const remove = useSend(removePortalPasskey);
  if (error && !data) return <Problem error={error} />;
  return (
    <Stack>
      <Text c="dimmed">A passkey is your device’s own lock: finger, face or PIN. It signs you in without the password.</Text>
      <PasskeyList
        passkeys={data?.items ?? []}
        deeds={{
          rename: (id, name) => rename.mutateAsync({ params: { id }, body: { name } }),
          remove: (id, password) => remove.mutateAsync({ params: { id }, body: { password } }),
        }}
      />
      <div>
        <AddPasskeyButton
          start={(password) => call(startPortalPasskey, { body: { password } })}
          add={(name, answer) => add.mutateAsync({ body: { name, answer } })}
        />
      </div>
    </Stack>
  );
}
