import { Title } from '@mantine/core';
import { AmountField, NumberField, SwitchField, TextField } from '../../kit/fields.tsx';
import { useFieldValue, useFormValues } from '../../kit/form.tsx';
import { useCurrency } from '../session/session.ts';
import { BandRows, SlotRows, SurchargeRows } from './RateParts.tsx';
import type { RateValues } from './rateValues.ts';

const fixed = { readOnly: true, variant: 'filled' } as const;

/** Every parameter of a rate; the usual ones first. */
export function RateFields({ isNew, bands }: { readonly isNew: boolean; readonly bands: readonly string[] }) {
  const currency = useCurrency();
  const isUntimed = useFieldValue('untimed') === true;
  const isBlocked = useFieldValue('blocked') === true;
  return (
    <>
      <div className="k-fields">
        <TextField
          name="prefix"
          label="Prefix"
          description="With country code; empty = every number"
          inputMode="numeric"
          leftSection="+"
          {...(isNew ? {} : fixed)}
          data-autofocus={isNew}
        />
        <TextField name="destination" label="Destination" description="As it stands on bills" placeholder="Australia mobile" />
        <SwitchField name="blocked" label="Blocked" description="No call may go there" />
      </div>
      {isBlocked ? null : (
        <>
          <Title order={3}>Price</Title>
          <div className="k-fields">
            <AmountField
              name="price"
              label="Price"
              currency={currency}
              description={isUntimed ? 'For the whole call' : 'For each unit below'}
              placeholder="0.05"
            />
            {isUntimed ? null : <NumberField name="perSeconds" label="Price is for" description="60 = a minute" unit="seconds" />}
            <AmountField name="flagFall" label="Flag fall" currency={currency} description="Once, when answered" />
            <SwitchField name="untimed" label="Untimed" description="One price, any length" />
          </div>
          {isUntimed ? null : <FirstBlockFields />}
          <Slots />
          <BandRows known={bands} />
          <LimitFields />
          <SurchargeRows />
        </>
      )}
    </>
  );
}

function Slots() {
  return <SlotRows slots={(useFormValues() as RateValues).slots} />;
}

function FirstBlockFields() {
  const currency = useCurrency();
  return (
    <>
      <Title order={3}>Blocks</Title>
      <div className="k-fields">
        <NumberField name="initialIncrement" label="First block" description="Empty = as further blocks" unit="seconds" />
        <AmountField name="initialPrice" label="Price in first block" currency={currency} description="Empty = the price" />
        <NumberField name="increment" label="Further blocks" description="Charged in full" unit="seconds" />
      </div>
    </>
  );
}

function LimitFields() {
  const currency = useCurrency();
  return (
    <>
      <Title order={3}>Limits</Title>
      <div className="k-fields">
        <NumberField name="graceSeconds" label="Grace" description="Free up to this length" unit="seconds" />
        <NumberField name="minimumSeconds" label="Minimum time" description="Billed at least" unit="seconds" />
        <AmountField
          name="minimumCharge"
          label="Minimum charge"
          currency={currency}
          description="A charged call costs at least"
        />
        <AmountField name="maximumCharge" label="Maximum charge" currency={currency} description="Empty = no limit" />
      </div>
    </>
  );
}
