import { Drawer, Stack } from '@mantine/core';
import { addRingGroup, changeRingGroup } from '../../../http/contract/incomingNumbers.ts';
import { useSend } from '../../api.ts';
import { ChoiceField, NumberField, SelectField, TagsField, TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton, useFieldValue } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { useTargets } from './DestinationFields.tsx';
import type { RingGroup } from './numberText.ts';

type RingGroupDrawerProps = { readonly accountId: string; readonly group: RingGroup | undefined; readonly onClose: () => void };

/** Who rings, how, how long, and what follows. */
export function RingGroupDrawer({ accountId, group, onClose }: RingGroupDrawerProps) {
  const add = useSend(addRingGroup);
  const change = useSend(changeRingGroup);
  const targets = useTargets(accountId);
  return (
    <Drawer opened onClose={onClose} title={group ? `Ring group “${group.name}”` : 'Add a ring group'} size="lg">
      <ContractForm
        label="Ring group"
        initialValues={valuesOf(group)}
        schema={addRingGroup.body}
        toBody={bodyOf}
        send={async (body) => {
          if (group) await change.mutateAsync({ params: { id: group.id }, body });
          else await add.mutateAsync({ params: { id: accountId }, body });
          notifyDone('Saved. It counts from the next call.');
          onClose();
        }}
      >
        <Stack>
          <TextField name="name" label="Name" placeholder="Reception" data-autofocus />
          <ChoiceField
            name="strategy"
            label="Members ring"
            data={[
              { value: 'all', label: 'All at once' },
              { value: 'in_order', label: 'One after the other' },
            ]}
          />
          <TagsField
            name="members"
            label="Members"
            description="Phones of this account, or any other number as the customer dials it; in order"
            placeholder="Choose or type, then Enter"
            splitChars={[',', ';']}
            data={targets.phones.map((one) => one.value)}
          />
          <NumberField
            name="ringSeconds"
            label="Ring for"
            description="Each, when one after the other"
            unit="seconds"
            min={5}
            max={60}
          />
          <Follow voicemails={targets.voicemails} />
          <SaveButton isShortcutShown>Save</SaveButton>
        </Stack>
      </ContractForm>
    </Drawer>
  );
}

function Follow({ voicemails }: { readonly voicemails: readonly { readonly value: string; readonly label: string }[] }) {
  const kind = useFieldValue('follow.kind');
  return (
    <>
      <SelectField
        name="follow.kind"
        label="When nobody answers"
        data={[
          { value: 'nobody', label: 'The call ends' },
          { value: 'voicemail', label: 'Voicemail' },
          { value: 'forward', label: 'Forward to a number' },
        ]}
      />
      {kind === 'voicemail' ? (
        <SelectField
          name="follow.networkNumber"
          label="Voicemail of"
          placeholder={voicemails.length === 0 ? 'No phone has voicemail' : 'Choose'}
          data={[...voicemails]}
        />
      ) : null}
      {kind === 'forward' ? (
        <TextField name="follow.dialled" label="Number" inputMode="tel" placeholder="As the customer dials it" />
      ) : null}
    </>
  );
}

type Values = ReturnType<typeof valuesOf>;

function valuesOf(group: RingGroup | undefined) {
  const follow = group?.follow;
  return {
    name: group?.name ?? '',
    strategy: (group?.strategy ?? 'all') as RingGroup['strategy'],
    members: group?.members ?? [],
    ringSeconds: (group?.ringSeconds ?? 25) as number | '',
    follow: {
      kind: (follow?.kind ?? 'nobody') as string,
      networkNumber: follow?.kind === 'voicemail' ? follow.networkNumber : '',
      dialled: follow?.kind === 'forward' ? follow.dialled : '',
    },
  };
}

function bodyOf({ follow, ringSeconds, ...values }: Values) {
  return { ...values, ringSeconds: ringSeconds as number, follow: followBody(follow) };
}

function followBody({ kind, networkNumber, dialled }: Values['follow']) {
  if (kind === 'voicemail') return { kind: 'voicemail' as const, networkNumber };
  return kind === 'forward' ? { kind: 'forward' as const, dialled } : null;
}
