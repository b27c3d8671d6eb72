import type { RoundingMode } from '../../../core/base/divide.ts';
import { NumberField, SelectField } from '../../kit/fields.tsx';

/** How the price of a call is rounded, once, at its end. */
export const roundingWords: Readonly<Record<RoundingMode, string>> = {
  half_up: 'to the nearest',
  up: 'up',
  down: 'down',
  half_even: 'half to even',
};

/** Decimals and direction of rounding. */
export function RoundingFields() {
  return (
    <div className="k-fields">
      <NumberField name="decimals" label="Decimals" description="Of the price of a call" unit="digits" min={0} max={8} />
      <SelectField
        name="roundingMode"
        label="Rounded"
        description="Once, at the end of a call"
        data={Object.entries(roundingWords).map(([value, label]) => ({
          value,
          label: label.charAt(0).toUpperCase() + label.slice(1),
        }))}
      />
    </div>
  );
}
