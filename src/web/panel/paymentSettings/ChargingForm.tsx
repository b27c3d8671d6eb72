import { Stack, Text } from '@mantine/core';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { changePaymentSettings, type getPaymentSettings } from '../../../http/contract/paymentSettings.ts';
import { useSend } from '../../api.ts';
import { NumberField, SelectField, SwitchField, TagsField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { Section } from '../../kit/Section.tsx';
import type { Gateway } from './GatewayForm.tsx';

type Settings = AnswerOf<typeof getPaymentSettings>;
type ChargingFormProps = { readonly settings: Settings; readonly gateways: readonly Gateway[] };

/** Whether and when invoices are charged to cards, and how often again. */
export function ChargingForm({ settings, gateways }: ChargingFormProps) {
  const send = useSend(changePaymentSettings);
  const { version, retryDays, linkDays, ...rest } = settings;
  const active = gateways.find((one) => one.isActive);
  return (
    <ContractForm
      label="Charging cards"
      isGuarded
      initialValues={{ ...rest, retryDays: retryDays.map(String), linkDays: linkDays as number | '' }}
      schema={changePaymentSettings.body}
      toBody={(values) => ({
        ...values,
        retryDays: values.retryDays.map((text) => (/^\d+$/.test(text) ? Number(text) : Number.NaN)),
        linkDays: values.linkDays as number,
        version,
      })}
      send={async (body) => {
        await send.mutateAsync({ body });
        notifyDone('Saved.');
      }}
    >
      <Section
        title="Charging cards"
        help="Invoices of Post-Paid customers are charged to the card that the gateway keeps for them. A Pre-Paid account is never charged by itself."
      >
        <Stack>
          <SwitchField
            name="chargesCards"
            label="Charge invoices by itself"
            {...(active ? {} : { description: 'No gateway is on yet.' })}
          />
          <div className="k-fields">
            <SelectField
              name="chargeOn"
              label="Charge"
              data={[
                { value: 'due', label: 'On the day it is due' },
                { value: 'issued', label: 'On the day it is issued' },
              ]}
            />
            <TagsField
              name="retryDays"
              label="Try again after days"
              description="From one failed attempt to the next; empty = once only"
              placeholder="3, 5, 7"
            />
            <NumberField name="linkDays" label="Links to pay are good for" unit="days" min={1} max={365} />
          </div>
          <SwitchField
            name="chargesStoredCards"
            label="Hand stored card numbers to the gateway"
            description="Only for gateways that may be given numbers. Stripe may not: its customers type their card on Stripe’s own page."
          />
          {active && !active.takesNumbers ? (
            <Text c="dimmed" size="sm">
              {active.title} takes no stored numbers. Send customers a link to pay; the card they use there is kept when they
              agree.
            </Text>
          ) : null}
          <SaveButton isShortcutShown>Save</SaveButton>
        </Stack>
      </Section>
    </ContractForm>
  );
}
