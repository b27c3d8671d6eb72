import { Skeleton, Stack } from '@mantine/core';
import { changeSettings, getSettings } from '../../../http/contract/settings.ts';
import { useAnswer, useSend } from '../../api.ts';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { Section } from '../../kit/Section.tsx';
import { BaseNumberField } from '../settings/BaseNumberField.tsx';

/** Where customer numbers start. */
export function NumberingStep({ onDone }: { readonly onDone: () => void }) {
  const settings = useAnswer(getSettings, {}).data;
  const change = useSend(changeSettings);
  if (!settings) return <Skeleton h={200} />;
  return (
    <ContractForm
      label="Numbering"
      initialValues={{ baseNumber: settings.baseNumber }}
      schema={changeSettings.body}
      toBody={(values) => ({ ...values, version: settings.version })}
      send={async (body) => {
        await change.mutateAsync({ body });
        onDone();
      }}
    >
      <Section
        title="Base Number"
        help="Each new account gets the next number. Customers reach each other by it, free of charge."
      >
        <Stack>
          <BaseNumberField saved={settings.baseNumber} nextNumbers={settings.nextNumbers} />
          <SaveButton>Save and continue</SaveButton>
        </Stack>
      </Section>
    </ContractForm>
  );
}
