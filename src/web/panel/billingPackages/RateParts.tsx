import { Menu } from '@mantine/core';
import { AmountField, NumberField, TextField } from '../../kit/fields.tsx';
import { useFormHandle, useFormValues } from '../../kit/form.tsx';
import { useCurrency } from '../session/session.ts';
import { BlockFields } from './BlockFields.tsx';
import { AddRow, PartRow, PartSection } from './PartRows.tsx';
import { newBand, newSlot, newSurcharge, type RateValues, type SlotValues } from './rateValues.ts';

/** Later parts of the call: "5c the first minute, 3c each further minute". `path` ends with a dot, or is empty. */
export function SlotRows({ path = '', slots }: { readonly path?: string; readonly slots: readonly SlotValues[] }) {
  const form = useFormHandle();
  const currency = useCurrency();
  const list = `${path}slots`;
  return (
    <PartSection
      title="Later in the call"
      help={slots.length === 0 ? 'One price from beginning to end.' : 'Seconds are counted from the answer.'}
      add={<AddRow label="Add a part" onClick={() => form.insertListItem(list, newSlot())} />}
    >
      {slots.map((slot, index) => (
        <PartRow key={slot.key} name={`Part ${index + 1}`} onRemove={() => form.removeListItem(list, index)}>
          <NumberField name={`${list}.${index}.fromSecond`} label="From second" unit="seconds" placeholder="60" autoFocus />
          <BlockFields path={`${list}.${index}.`} />
          <AmountField name={`${list}.${index}.fee`} label="Fee, once" currency={currency} placeholder="None" />
        </PartRow>
      ))}
    </PartSection>
  );
}

/** Prices in the time bands of the package. */
export function BandRows({ known }: { readonly known: readonly string[] }) {
  const form = useFormHandle();
  const { bands } = useFormValues() as RateValues;
  const currency = useCurrency();
  const unused = known.filter((band) => !bands.some((one) => one.band === band));
  const help =
    known.length === 0
      ? 'The package has no time bands yet: give it some under “Time bands and customs”.'
      : 'Other hours have the price above.';
  return (
    <PartSection
      title="Time bands"
      help={help}
      add={<AddBand bands={unused} onAdd={(band) => form.insertListItem('bands', newBand(band))} />}
    >
      {bands.map((band, index) => (
        <PartRow key={band.key} name={band.band} isNamed onRemove={() => form.removeListItem('bands', index)}>
          <BlockFields path={`bands.${index}.`} />
          <AmountField name={`bands.${index}.flagFall`} label="Flag fall" currency={currency} />
          <div style={{ gridColumn: '1 / -1' }}>
            <SlotRows path={`bands.${index}.`} slots={band.slots} />
          </div>
        </PartRow>
      ))}
    </PartSection>
  );
}

function AddBand({ bands, onAdd }: { readonly bands: readonly string[]; readonly onAdd: (band: string) => void }) {
  if (bands.length === 0) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <AddRow label="Add prices for a band" />
      </Menu.Target>
      <Menu.Dropdown>
        {bands.map((band) => (
          <Menu.Item key={band} onClick={() => onAdd(band)}>
            {band}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Surcharges beyond a length, in per cent, and the fee of an attempt. */
export function SurchargeRows() {
  const form = useFormHandle();
  const { surcharges } = useFormValues() as RateValues;
  const currency = useCurrency();
  return (
    <PartSection
      title="Surcharges and fees"
      help="Most rates have none."
      add={<AddRow label="Add a surcharge" onClick={() => form.insertListItem('surcharges', newSurcharge())} />}
    >
      {surcharges.map((one, index) => (
        <PartRow key={one.key} name={`Surcharge ${index + 1}`} onRemove={() => form.removeListItem('surcharges', index)}>
          <NumberField name={`surcharges.${index}.afterSeconds`} label="On calls longer than" unit="seconds" autoFocus />
          <AmountField name={`surcharges.${index}.amount`} label="Surcharge" currency={currency} />
        </PartRow>
      ))}
      <div className="k-fields">
        <TextField
          name="surchargePercent"
          label="Surcharge in per cent"
          description="On everything"
          inputMode="decimal"
          placeholder="None"
          rightSection="%"
        />
        <AmountField
          name="attemptFee"
          label="Fee per attempt"
          description="Calls that nobody answers"
          currency={currency}
          placeholder="None"
        />
      </div>
    </PartSection>
  );
}
