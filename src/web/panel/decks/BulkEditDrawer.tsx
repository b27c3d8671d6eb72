import { Drawer, SimpleGrid, Stack, Text } from '@mantine/core';
import { useNavigate } from 'react-router';
import { startBulkEdit } from '../../../http/contract/decks.ts';
import { useSend } from '../../api.ts';
import { NumberField, SelectField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { PriceChangeFields, priceChangeOf, priceChangeValues } from './PriceChangeFields.tsx';

type BulkEditProps = { readonly packageId: string; readonly search: string; readonly onClose: () => void };

const blockedChoices = [
  { value: '', label: 'As they are' },
  { value: 'true', label: 'Blocked' },
  { value: 'false', label: 'Not blocked' },
];

/** Changes all rates of a package, or those that the search has found; the report comes first. */
export function BulkEditDrawer({ packageId, search, onClose }: BulkEditProps) {
  const start = useSend(startBulkEdit);
  const navigate = useNavigate();
  return (
    <Drawer opened onClose={onClose} title={search === '' ? 'Change all rates' : `Change the rates found by “${search}”`}>
      <ContractForm
        label="Change rates"
        initialValues={{ ...priceChangeValues, initialIncrement: '' as number | '', increment: '' as number | '', blocked: '' }}
        schema={startBulkEdit.body}
        toBody={({ initialIncrement, increment, blocked, ...prices }) => ({
          ...priceChangeOf(prices),
          ...(initialIncrement === '' ? {} : { initialIncrement }),
          ...(increment === '' ? {} : { increment }),
          ...(blocked === '' ? {} : { blocked: blocked === 'true' }),
          ...(search === '' ? {} : { search }),
        })}
        send={async (body) => {
          const { id } = await start.mutateAsync({ params: { id: packageId }, body });
          await navigate(`/deck-imports/${id}`);
        }}
      >
        <Stack>
          <PriceChangeFields />
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <NumberField name="initialIncrement" label="First block" unit="s" min={1} placeholder="As it is" />
            <NumberField name="increment" label="Further blocks" unit="s" min={1} placeholder="As they are" />
          </SimpleGrid>
          <SelectField name="blocked" label="Calls there are" data={blockedChoices} />
          <Text c="dimmed" size="sm">
            You see every change before it holds, choose when, and can take it back.
          </Text>
          <SaveButton>Show what changes</SaveButton>
        </Stack>
      </ContractForm>
    </Drawer>
  );
}
