import { Skeleton, Stack } from '@mantine/core';
import type * as z from 'zod';
import { changeSettings, getSettings, type settingsSchema } from '../../../http/contract/settings.ts';
import { useAnswer, useSend } from '../../api.ts';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { Section } from '../../kit/Section.tsx';
import { CompanyFields, type CompanyValues } from '../settings/CompanyFields.tsx';
import { factsOf, guessedCountry } from '../settings/countryFacts.ts';

type Settings = z.output<typeof settingsSchema>;

/** The company and its place in the world. */
export function CompanyStep({ onDone }: { readonly onDone: () => void }) {
  const settings = useAnswer(getSettings, {}).data;
  const change = useSend(changeSettings);
  if (!settings) return <Skeleton h={240} />;
  return (
    <ContractForm
      label="Company"
      initialValues={valuesFor(settings)}
      schema={changeSettings.body}
      toBody={(values) => ({ ...values, version: settings.version })}
      send={async (body) => {
        await change.mutateAsync({ body });
        onDone();
      }}
    >
      <Section title="Your company" help="Choosing the country fills in the rest; change what is different.">
        <Stack>
          <CompanyFields />
          <SaveButton>Save and continue</SaveButton>
        </Stack>
      </Section>
    </ContractForm>
  );
}

/** Before the first save, what the browser knows of the place is a better proposal than the database's default. */
function valuesFor(settings: Settings): CompanyValues {
  const saved = {
    companyName: settings.companyName,
    country: settings.country,
    currency: settings.currency,
    timeZone: settings.timeZone,
    countryCallingCode: settings.countryCallingCode,
    nationalPrefix: settings.nationalPrefix,
    internationalPrefix: settings.internationalPrefix,
    emergencyNumbers: settings.emergencyNumbers,
  };
  if (settings.companyName !== '') return saved;
  const country = guessedCountry() || settings.country;
  const facts = factsOf(country);
  return { ...saved, ...facts, country, emergencyNumbers: [...facts.emergencyNumbers] };
}
