import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { networkNumberPattern } from '../../../core/accounts/account.ts';
import { type DialPlan, isEmergency, normaliseNumber } from '../../../core/base/phone.ts';
import { useFormValues } from '../../kit/form.tsx';

/** Tries the dial plan that stands in the form: what would become of what a customer dials? */
export function DialPlanTester() {
  const [dialled, setDialled] = useState('');
  const values = useFormValues();
  const text = (name: string) => String(values[name] ?? '').trim();
  const plan: DialPlan = {
    countryCallingCode: text('countryCallingCode'),
    nationalPrefix: text('nationalPrefix'),
    internationalPrefix: text('internationalPrefix'),
    emergencyNumbers: Array.isArray(values.emergencyNumbers) ? values.emergencyNumbers.map(String) : [],
  };
  return (
    <div>
      <TextInput
        label="Try a number"
        description="As a customer would dial it; the values above count, saved or not"
        placeholder="02 9999 0000"
        inputMode="tel"
        autoComplete="off"
        maw={320}
        value={dialled}
        onChange={(event) => setDialled(event.currentTarget.value)}
      />
      <Text mt={6} aria-live="polite">
        {dialled.trim() === '' ? <span>&nbsp;</span> : outcomeOf(dialled.trim(), plan)}
      </Text>
    </div>
  );
}

/** In the order in which a call is decided (core/calls/planCall.ts). */
function outcomeOf(dialled: string, plan: DialPlan): string {
  if (isEmergency(dialled, plan)) return `${dialled} is an emergency call: always allowed, never charged.`;
  const own = networkNumberPattern.test(dialled)
    ? ` If a customer of yours has the number ${dialled}, that phone rings instead.`
    : '';
  const found = normaliseNumber(dialled, plan);
  if (!found.ok) return `${dialled} cannot be understood as a number: the call is refused.${own}`;
  const isHome = found.number.startsWith(plan.countryCallingCode);
  return `${dialled} becomes +${found.number}, a number ${isHome ? 'in your country' : 'abroad'}.${own}`;
}
