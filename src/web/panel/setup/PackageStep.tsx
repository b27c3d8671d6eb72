import { Radio, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { addBillingPackage, listPackageTemplates } from '../../../http/contract/billingPackages.ts';
import { useAnswer, useSend } from '../../api.ts';
import { TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { Problem } from '../../kit/Problem.tsx';
import { Section } from '../../kit/Section.tsx';
import { RateTable } from '../billingPackages/RateTable.tsx';
import { useCurrency } from '../session/session.ts';

/** The first billing package, from a ready-made list of rates. */
export function PackageStep({ onDone }: { readonly onDone: () => void }) {
  const { data, error, refetch } = useAnswer(listPackageTemplates, {});
  const add = useSend(addBillingPackage);
  const currency = useCurrency();
  const [code, setCode] = useState<string>();
  if (error && !data) return <Problem error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton h={300} />;
  const chosen = data.items.find((template) => template.code === code) ?? data.items[0];
  if (!chosen) return <Problem error={new Error('The server has no templates.')} onRetry={() => void refetch()} />;
  return (
    <Stack>
      <Radio.Group label="Start from" value={chosen.code} onChange={setCode}>
        <div className="k-choices">
          {data.items.map((template) => (
            <Radio.Card key={template.code} value={template.code} className="k-choice">
              <Text fw={600}>{template.title}</Text>
              <Text c="dimmed" size="xs">
                {template.description}
              </Text>
            </Radio.Card>
          ))}
        </div>
      </Radio.Group>
      <Section title="Rates" help="A beginning. Every rate can be changed later, from then on." isFlush>
        <div style={{ maxHeight: 300, overflowY: 'auto' }}>
          <RateTable
            rows={chosen.rates.map((rate) => ({ id: rate.prefix, rate }))}
            currency={currency}
            empty={
              <Text p="md" c="dimmed">
                No rates: nobody can call out until you add some.
              </Text>
            }
          />
        </div>
      </Section>
      <ContractForm
        key={chosen.code}
        label="Billing package"
        initialValues={{ name: chosen.title }}
        schema={addBillingPackage.body}
        toBody={({ name }) => ({ name, template: chosen.code })}
        send={async (body) => {
          await add.mutateAsync({ body });
          onDone();
        }}
      >
        <Stack maw={420}>
          <TextField name="name" label="Name of the package" description="Accounts are put on it" />
          <SaveButton>Create billing package</SaveButton>
        </Stack>
      </ContractForm>
    </Stack>
  );
}
