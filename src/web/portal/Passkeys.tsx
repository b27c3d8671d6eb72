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
import { usePortalWords } from './words/portalWords.ts';

/** Own passkeys: each signs in in place of the password. */
export function Passkeys() {
  const words = usePortalWords();
  const { data, error } = useAnswer(listPortalPasskeys, {});
  const add = useSend(addPortalPasskey);
  const rename = useSend(renamePortalPasskey);
  const remove = useSend(removePortalPasskey);
  if (error && !data) return <Problem error={error} />;
  return (
    <Stack>
      <Text c="dimmed">{words.passkeysHelp}</Text>
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
