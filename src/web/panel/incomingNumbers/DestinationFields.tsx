import { SimpleGrid } from '@mantine/core';
import { listRingGroups } from '../../../http/contract/incomingNumbers.ts';
import { listPhones } from '../../../http/contract/phones.ts';
import { useAnswer } from '../../api.ts';
import { SelectField, TextField } from '../../kit/fields.tsx';
import { useFieldValue } from '../../kit/form.tsx';

/** What an account's calls may be sent to, as choices. */
export function useTargets(accountId: string) {
  const phones = useAnswer(listPhones, { params: { id: accountId } }).data?.items ?? [];
  const groups = useAnswer(listRingGroups, { params: { id: accountId } }).data?.items ?? [];
  const choice = (one: (typeof phones)[number]) => ({
    value: one.number,
    label: one.label === '' ? one.number : `${one.number}, ${one.label}`,
  });
  return {
    phones: phones.map(choice),
    voicemails: phones.filter((one) => one.voicemail.isOn).map(choice),
    groups: groups.map((one) => ({ value: one.id, label: one.name })),
  };
}
export type TargetChoices = ReturnType<typeof useTargets>;

const kinds = [
  { value: 'all_phones', label: 'All phones of the account' },
  { value: 'phone', label: 'One phone' },
  { value: 'ring_group', label: 'A ring group' },
  { value: 'voicemail', label: 'Voicemail' },
  { value: 'forward', label: 'Any other number' },
];

type DestinationFieldsProps = { readonly name: string; readonly label: string; readonly targets: TargetChoices };

/** Where calls go: the kind, and what that kind needs. */
export function DestinationFields({ name, label, targets }: DestinationFieldsProps) {
  const kind = useFieldValue(`${name}.kind`);
  return (
    <SimpleGrid cols={{ base: 1, xs: kind === 'all_phones' ? 1 : 2 }} spacing="sm">
      <SelectField name={`${name}.kind`} label={label} data={kinds} />
      {kind === 'phone' ? (
        <SelectField name={`${name}.networkNumber`} label="Phone" placeholder="Choose" data={targets.phones} />
      ) : null}
      {kind === 'voicemail' ? (
        <SelectField
          name={`${name}.networkNumber`}
          label="Voicemail of"
          placeholder={targets.voicemails.length === 0 ? 'No phone has voicemail' : 'Choose'}
          data={targets.voicemails}
        />
      ) : null}
      {kind === 'ring_group' ? (
        <SelectField
          name={`${name}.ringGroupId`}
          label="Ring group"
          placeholder={targets.groups.length === 0 ? 'The account has none' : 'Choose'}
          data={targets.groups}
        />
      ) : null}
      {kind === 'forward' ? (
        <TextField name={`${name}.dialled`} label="Number" inputMode="tel" placeholder="As the customer dials it" />
      ) : null}
    </SimpleGrid>
  );
}
