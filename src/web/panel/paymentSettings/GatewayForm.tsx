import { Badge, Stack, Text } from '@mantine/core';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { changeGateway, type listGateways } from '../../../http/contract/paymentSettings.ts';
import { useSend } from '../../api.ts';
import { Copyable } from '../../kit/Copy.tsx';
import { PasswordField, SwitchField, TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { Section } from '../../kit/Section.tsx';

export type Gateway = AnswerOf<typeof listGateways>['items'][number];

/** One gateway: its values, whatever it wants, and whether it is the one that charges. Secrets can be written, never read. */
export function GatewayForm({ gateway }: { readonly gateway: Gateway }) {
  const send = useSend(changeGateway);
  const { code, title, fields, isActive, version, noticeUrl } = gateway;
  return (
    <ContractForm
      label={title}
      initialValues={{ isActive, values: Object.fromEntries(fields.map((one) => [one.name, one.value])) }}
      schema={changeGateway.body}
      toBody={(typed) => ({
        isActive: typed.isActive,
        // An empty secret stays as it is.
        values: Object.fromEntries(
          Object.entries(typed.values).filter(
            ([name, value]) => value !== '' || fields.some((one) => one.name === name && !one.isSecret),
          ),
        ),
        version,
      })}
      send={async (body) => {
        await send.mutateAsync({ params: { code }, body });
        notifyDone('Saved.');
      }}
    >
      <Section title={title} aside={isActive ? <Badge color="green">Charges</Badge> : <Badge color="gray">Off</Badge>}>
        <Stack>
          <SwitchField
            name="isActive"
            label="Charge cards through this gateway"
            description="One gateway charges at a time; turning this on turns the other off."
          />
          {fields.map((one) => (
            <Field key={one.name} field={one} />
          ))}
          <Text c="dimmed" size="sm">
            Address for notices (webhook): <Copyable text={noticeUrl} label="address for notices" />
          </Text>
          <SaveButton>Save</SaveButton>
        </Stack>
      </Section>
    </ContractForm>
  );
}

function Field({ field }: { readonly field: Gateway['fields'][number] }) {
  const { name, label, help, isSecret, isFilled } = field;
  const common = { name: `values.${name}`, label, maw: 560, autoComplete: 'off' };
  if (!isSecret) return <TextField {...common} description={help} />;
  return (
    <PasswordField
      {...common}
      description={help}
      placeholder={isFilled ? 'Kept sealed; type another to change it' : ''}
      autoComplete="new-password"
    />
  );
}
