import { Badge, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type * as z from 'zod';
import { passkeyName, type passkeySchema } from '../../http/contract/passkeys.ts';
import { ContractForm, SaveButton } from '../kit/form.tsx';
import { notifyDone } from '../kit/notify.ts';
import { Time } from '../kit/Time.tsx';
import { TextField } from '../kit/textFields.tsx';
import { fill, useWords } from '../kit/words.tsx';
import { accessWords } from './accessWords.ts';
import { PasswordAgain } from './PasswordAgain.tsx';

type Passkey = z.output<typeof passkeySchema>;
/** What is done with a passkey of one's own, at the door where one is signed in. */
export type PasskeyDeeds = {
  readonly rename: (id: string, name: string) => Promise<unknown>;
  readonly remove: (id: string, password: string) => Promise<unknown>;
};
type PasskeyListProps = { readonly passkeys: readonly Passkey[]; readonly deeds: PasskeyDeeds };

/** My passkeys, with the names that I gave them. */
export function PasskeyList({ passkeys, deeds }: PasskeyListProps) {
  const words = useWords(accessWords);
  if (passkeys.length === 0) return null;
  return (
    <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }} aria-label={words.passkeys}>
      {passkeys.map((passkey) => (
        <PasskeyRow key={passkey.id} passkey={passkey} deeds={deeds} />
      ))}
    </Stack>
  );
}

function PasskeyRow({ passkey, deeds }: { readonly passkey: Passkey; readonly deeds: PasskeyDeeds }) {
  const words = useWords(accessWords);
  const [open, setOpen] = useState<'rename' | 'remove'>();
  const close = () => setOpen(undefined);
  const { id, name, rpId, isSynced, createdAt, lastUsedAt } = passkey;
  return (
    <Group justify="space-between" component="li">
      <div>
        <Group gap="xs">
          <Text fw={560}>{name}</Text>
          {isSynced ? <Badge color="gray">{words.synced}</Badge> : null}
        </Group>
        <Text c="dimmed" size="xs">
          {fill(words.passkeyFor, { site: rpId })} <Time at={createdAt} style="date" />,{' '}
          {lastUsedAt ? (
            <>
              {words.used} <Time at={lastUsedAt} />
            </>
          ) : (
            words.notUsedYet
          )}
        </Text>
      </div>
      <Group gap="xs">
        <Button variant="subtle" size="compact-sm" onClick={() => setOpen('rename')} aria-label={fill(words.renameOf, { name })}>
          {words.rename}
        </Button>
        <Button
          variant="subtle"
          color="red"
          size="compact-sm"
          onClick={() => setOpen('remove')}
          aria-label={fill(words.removeOf, { name })}
        >
          {words.remove}
        </Button>
      </Group>
      {open === 'rename' ? <Rename id={id} name={name} deeds={deeds} onClose={close} /> : null}
      {open === 'remove' ? <Remove id={id} name={name} deeds={deeds} onClose={close} /> : null}
    </Group>
  );
}

type DialogProps = {
  readonly id: string;
  readonly name: string;
  readonly deeds: PasskeyDeeds;
  readonly onClose: () => void;
};

function Rename({ id, name, deeds, onClose }: DialogProps) {
  const words = useWords(accessWords);
  return (
    <Modal opened onClose={onClose} title={words.renamePasskey}>
      <ContractForm
        label={words.renamePasskey}
        initialValues={{ name }}
        schema={passkeyName}
        toBody={(values) => values}
        send={async (body) => {
          await deeds.rename(id, body.name);
          onClose();
        }}
      >
        <Stack>
          <TextField name="name" label={words.nameOfDevice} data-autofocus autoComplete="off" />
          <SaveButton>{words.save}</SaveButton>
        </Stack>
      </ContractForm>
    </Modal>
  );
}

function Remove({ id, name, deeds, onClose }: DialogProps) {
  const words = useWords(accessWords);
  return (
    <PasswordAgain
      title={fill(words.removeAsk, { name })}
      text={words.removeText}
      verb={words.remove}
      send={async (password) => {
        await deeds.remove(id, password);
        notifyDone(words.removed);
        onClose();
      }}
      onClose={onClose}
    />
  );
}
