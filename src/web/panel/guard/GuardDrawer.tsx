import { Alert, Drawer, Stack } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { changeAccountGuard } from '../../../http/contract/guard.ts';
import { useSend } from '../../api.ts';
import { AmountField, ManyField, NumberField, SwitchField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton, useFieldValue } from '../../kit/form.tsx';
import { notifyDone } from '../../kit/notify.ts';
import { useCurrency } from '../session/session.ts';
import type { AccountGuard } from './accountGuard.ts';
import { openCountryChoices } from './guardText.ts';

type GuardDrawerProps = { readonly id: string; readonly guard: AccountGuard; readonly onClose: () => void };
type Optional = number | '';

const numberOf = (value: Optional): number | null => (value === '' ? null : value);

/** What one account has of its own; an empty field is as the settings say. */
export function GuardDrawer({ id, guard, onClose }: GuardDrawerProps) {
  const change = useSend(changeAccountGuard);
  const currency = useCurrency();
  return (
    <Drawer opened onClose={onClose} title="Fraud guard of this account">
      <ContractForm
        label="Fraud guard of this account"
        initialValues={valuesOf(guard)}
        schema={changeAccountGuard.body}
        toBody={({ hasOwnCountries, callMinutesMax, ...values }) => ({
          ...values,
          countries: hasOwnCountries ? values.countries : null,
          pricePerMinuteMax: values.pricePerMinuteMax.trim() || null,
          callSecondsMax: callMinutesMax === '' ? null : Math.round(callMinutesMax * 60),
          callsAtOnce: numberOf(values.callsAtOnce),
          callsPerMinute: numberOf(values.callsPerMinute),
          callsPerHour: numberOf(values.callsPerHour),
          version: guard.version,
        })}
        send={async (body) => {
          await change.mutateAsync({ params: { id }, body });
          notifyDone('Saved. It counts from the next call on.');
          onClose();
        }}
      >
        <Stack>
          <SwitchField
            name="isGuarded"
            label="The guard looks after this account"
            description="Off: it only reports what is unusual"
          />
          <SwitchField name="allowsSpecial" label="Open special destinations" description="Premium, satellite, shared cost" />
          <SwitchField name="allowsHighRisk" label="Open high-risk destinations" description="Where most toll fraud leads to" />
          <Warning />
          <SwitchField name="hasOwnCountries" label="A list of countries of its own" />
          <Countries />
          <AmountField
            name="pricePerMinuteMax"
            label="Dearest minute"
            description="Empty = as the settings say, in all these fields"
            placeholder={guard.terms.pricePerMinuteMax}
            currency={currency}
          />
          <NumberField
            name="callMinutesMax"
            label="Longest call"
            unit="minutes"
            min={1}
            max={240}
            placeholder={String(guard.terms.callSecondsMax / 60)}
          />
          <NumberField
            name="callsAtOnce"
            label="Calls at once"
            unit="calls"
            min={1}
            placeholder={String(guard.terms.callsAtOnce)}
          />
          <NumberField
            name="callsPerMinute"
            label="Calls in a minute"
            unit="calls"
            min={1}
            placeholder={String(guard.terms.callsPerMinute)}
          />
          <NumberField
            name="callsPerHour"
            label="Calls in an hour"
            unit="calls"
            min={1}
            placeholder={String(guard.terms.callsPerHour)}
          />
          <SaveButton>Save</SaveButton>
        </Stack>
      </ContractForm>
    </Drawer>
  );
}

function valuesOf(guard: AccountGuard) {
  const { isGuarded, allowsSpecial, allowsHighRisk } = guard;
  return {
    ...{ isGuarded, allowsSpecial, allowsHighRisk },
    hasOwnCountries: guard.countries !== null,
    countries: guard.countries ?? guard.terms.countries,
    pricePerMinuteMax: guard.pricePerMinuteMax ?? '',
    callMinutesMax: (guard.callSecondsMax === null ? '' : guard.callSecondsMax / 60) as Optional,
    callsAtOnce: (guard.callsAtOnce ?? '') as Optional,
    callsPerMinute: (guard.callsPerMinute ?? '') as Optional,
    callsPerHour: (guard.callsPerHour ?? '') as Optional,
  };
}

/** Whoever opens these hears what that means. */
function Warning() {
  const isOpen = [useFieldValue('allowsSpecial'), useFieldValue('allowsHighRisk')].includes(true);
  if (!isOpen) return null;
  return (
    <Alert color="yellow" icon={<IconAlertTriangle size={16} />}>
      A stolen phone password can cost a month’s revenue in an hour there. Set spend limits on the account, and close them again
      when they are not needed any more.
    </Alert>
  );
}

function Countries() {
  if (useFieldValue('hasOwnCountries') !== true) return null;
  return (
    <ManyField
      name="countries"
      label="Open countries"
      description="Beside the own one"
      placeholder="Own country only"
      data={openCountryChoices}
      searchable
    />
  );
}
