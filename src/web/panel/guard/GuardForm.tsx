import { Alert, Group, Stack } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { guardRuleList, guardRules } from '../../../core/fraud/guardSettings.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { changeGuardSettings, type getGuardSettings } from '../../../http/contract/guard.ts';
import { useSend } from '../../api.ts';
import { AmountField, ManyField, NumberField, SelectField, SwitchField, TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton, useFieldValue } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { Section } from '../../kit/Section.tsx';
import { useCurrency, useMay } from '../session/session.ts';
import { openCountryChoices, reactionChoices } from './guardText.ts';

type Settings = AnswerOf<typeof getGuardSettings>;

/** The guard of all accounts. Empty amounts are what is usual for the currency. */
export function GuardForm({ settings }: { readonly settings: Settings }) {
  const send = useSend(changeGuardSettings);
  const mayChange = useMay('setting.change');
  const { version, usualPriceMax, usualSpendFloor, uncovered: _, stopped: __, ...rest } = settings;
  const { callSecondsMax, ...values } = rest;
  return (
    <ContractForm
      label="Fraud guard"
      isGuarded
      initialValues={{
        ...values,
        callMinutesMax: (callSecondsMax / 60) as number | '',
        pricePerMinuteMax: rest.pricePerMinuteMax ?? '',
        spendFloor: rest.spendFloor ?? '',
      }}
      schema={changeGuardSettings.body}
      toBody={({ callMinutesMax, ...body }) => ({
        ...body,
        callSecondsMax: callMinutesMax === '' ? Number.NaN : Math.round(callMinutesMax * 60),
        pricePerMinuteMax: body.pricePerMinuteMax.trim() || null,
        spendFloor: body.spendFloor.trim() || null,
        version,
      })}
      send={async (body) => {
        await send.mutateAsync({ body });
        notifyDone('Saved. It counts from the next call on.');
      }}
    >
      <Stack gap="md">
        <OpenSection usualPriceMax={usualPriceMax} />
        <PaceSection />
        <RulesSection usualSpendFloor={usualSpendFloor} />
        <TellSection />
        {mayChange ? (
          <Group className="k-savebar">
            <SaveButton isShortcutShown>Save</SaveButton>
          </Group>
        ) : null}
      </Stack>
    </ContractForm>
  );
}

function OpenSection({ usualPriceMax }: { readonly usualPriceMax: string }) {
  const isOn = useFieldValue('isOn') === true;
  return (
    <Section
      title="What accounts may call"
      help="Numbers in the own country are open. Special and high-risk destinations are closed until they are opened on the page of an account."
    >
      <Stack>
        <SwitchField name="isOn" label="The guard is on" />
        {isOn ? null : (
          <Alert color="red" icon={<IconAlertTriangle size={16} />}>
            While the guard is off every account may call everywhere, and nobody looks at what it calls. Accounts that are locked
            stay locked.
          </Alert>
        )}
        <div className="k-fields">
          <ManyField
            name="countries"
            label="Open countries"
            description="Beside the own one, for every account that has no list of its own"
            placeholder="Own country only"
            data={openCountryChoices}
            searchable
          />
          <AmountField
            name="pricePerMinuteMax"
            label="Dearest minute"
            description="Calls abroad and to special numbers whose first minute costs more are refused"
            placeholder={usualPriceMax}
            currency={useCurrency()}
          />
          <NumberField
            name="callMinutesMax"
            label="Longest call"
            description="Abroad and to special numbers"
            unit="minutes"
            min={1}
            max={240}
          />
        </div>
      </Stack>
    </Section>
  );
}

function PaceSection() {
  return (
    <Section
      title="How many calls"
      help="Abroad and to special numbers, for one account. Calls in the own country are not counted here."
    >
      <Stack>
        <div className="k-fields">
          <NumberField name="usualPace.callsAtOnce" label="At once" unit="calls" min={1} />
          <NumberField name="usualPace.callsPerMinute" label="In a minute" unit="calls" min={1} />
          <NumberField name="usualPace.callsPerHour" label="In an hour" unit="calls" min={1} />
        </div>
        <div className="k-fields">
          <NumberField name="youngDays" label="New accounts are new for" unit="days" min={0} max={365} />
          <NumberField name="youngPace.callsAtOnce" label="New accounts: at once" unit="calls" min={1} />
          <NumberField name="youngPace.callsPerMinute" label="New accounts: in a minute" unit="calls" min={1} />
          <NumberField name="youngPace.callsPerHour" label="New accounts: in an hour" unit="calls" min={1} />
        </div>
      </Stack>
    </Section>
  );
}

function RulesSection({ usualSpendFloor }: { readonly usualSpendFloor: string }) {
  return (
    <Section
      title="What looks like fraud"
      help="Each account is compared with its own last eight weeks. A lock stops outgoing calls; emergency calls, calls inside and incoming calls go on."
    >
      <Stack>
        <div className="k-fields">
          {guardRuleList.map((rule) => (
            <SelectField key={rule} name={`reactions.${rule}`} label={guardRules[rule]} data={reactionChoices} />
          ))}
        </div>
        <div className="k-fields">
          <AmountField
            name="spendFloor"
            label="Never unusual below"
            description="Spending of one hour"
            placeholder={usualSpendFloor}
            currency={useCurrency()}
          />
          <NumberField name="nightFrom" label="Night begins at" unit="h" min={0} max={23} />
          <NumberField name="nightTo" label="Night ends at" unit="h" min={0} max={23} />
          <NumberField
            name="quietHours"
            label="Quiet after a release"
            description="The guard only warns"
            unit="hours"
            min={0}
            max={720}
          />
        </div>
        <SwitchField name="hangsUp" label="A lock also ends the calls in progress" />
      </Stack>
    </Section>
  );
}

function TellSection() {
  return (
    <Section title="Who is told" help="An alert stands in the panel in any case.">
      <Stack>
        <div className="k-fields">
          <TextField name="mailTo" label="E-mail to" description="Somebody of yours who is awake; empty = nobody" type="email" />
        </div>
        <SwitchField name="tellsCustomer" label="Write to the customer when the account is throttled or locked" />
      </Stack>
    </Section>
  );
}
