import { Fieldset, Stack, Text } from '@mantine/core';
import { failoverCauses } from '../../../core/routing/failover.ts';
import { ManyField, NumberField, SelectField } from '../../kit/fields.tsx';
import { useFieldValue } from '../../kit/form.tsx';

/** What happens when a provider does not bring a call through, or costs too much. */
export function PolicyFields() {
  const guard = useFieldValue('lossGuard');
  return (
    <Fieldset legend="When a provider fails">
      <Stack gap="sm">
        <Text c="dimmed" size="sm">
          Busy always ends the call: the person is busy through every provider. Everything that is not chosen here leads to the
          next provider within the same call.
        </Text>
        <div className="k-fields">
          <ManyField
            name="stopAt"
            label="These answers end the call"
            data={failoverCauses.map(({ cause, sip, meaning }) => ({
              value: String(cause),
              label: `${meaning}${sip === '' ? '' : ` (${sip})`}`,
            }))}
            wrapperProps={{ className: 'k-whole' }}
          />
          <NumberField
            name="noAnswerSeconds"
            label="Rings in vain"
            description="Next provider after so long; empty = the call ends"
            unit="seconds"
            min={5}
            max={120}
          />
          <SelectField
            name="lossGuard"
            label="Costs more than it brings"
            data={[
              { value: 'off', label: 'Does not matter' },
              { value: 'warn', label: 'Mark it in the route check' },
              { value: 'skip', label: 'Pass the provider over' },
            ]}
          />
          {guard === 'off' ? null : (
            <SelectField
              name="lossAt"
              label="Looked at"
              data={[
                { value: 'first_minute', label: 'A call of one minute' },
                { value: 'any_length', label: 'Calls of any length, 1 second to 4 hours' },
              ]}
            />
          )}
        </div>
      </Stack>
    </Fieldset>
  );
}
