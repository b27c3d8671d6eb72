import { Drawer, Stack, Text } from '@mantine/core';
import { useNavigate } from 'react-router';
import { copyPackage } from '../../../http/contract/decks.ts';
import { useSend } from '../../api.ts';
import { TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { PriceChangeFields, priceChangeOf, priceChangeValues } from './PriceChangeFields.tsx';

type CopyProps = { readonly packageId: string; readonly name: string; readonly onClose: () => void };

/** A new package with the same rates and a mark-up. */
export function CopyDrawer({ packageId, name, onClose }: CopyProps) {
  const copy = useSend(copyPackage);
  const navigate = useNavigate();
  return (
    <Drawer opened onClose={onClose} title={`Copy ${name}`}>
      <ContractForm
        label="Copy the package"
        initialValues={{ ...priceChangeValues, name: `${name} copy` }}
        schema={copyPackage.body}
        toBody={({ name: newName, ...prices }) => ({ name: newName, ...priceChangeOf(prices) })}
        send={async (body) => {
          const { id } = await copy.mutateAsync({ params: { id: packageId }, body });
          await navigate(`/deck-imports/${id}`);
        }}
      >
        <Stack>
          <TextField name="name" label="Name of the new package" data-autofocus />
          <PriceChangeFields />
          <Text c="dimmed" size="sm">
            The new package is empty until you have looked at its rates and activated them.
          </Text>
          <SaveButton>Copy</SaveButton>
        </Stack>
      </ContractForm>
    </Drawer>
  );
}
