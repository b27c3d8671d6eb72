import { AmountField, CheckField, NumberField } from '../../kit/fields.tsx';
import { useFieldValue } from '../../kit/form.tsx';
import { useCurrency } from '../session/session.ts';

/** The price of a later part of the call or of a time band, and its blocks. `path` ends with a dot. */
export function BlockFields({ path }: { readonly path: string }) {
  const currency = useCurrency();
  const isUntimed = useFieldValue(`${path}untimed`) === true;
  return (
    <>
      <AmountField name={`${path}price`} label={isUntimed ? 'Price, once' : 'Price'} currency={currency} placeholder="0.03" />
      {isUntimed ? null : (
        <>
          <NumberField name={`${path}perSeconds`} label="Price is for" unit="seconds" />
          <NumberField name={`${path}initialIncrement`} label="First block" unit="seconds" placeholder="As further" />
          <AmountField name={`${path}initialPrice`} label="Price in first block" currency={currency} placeholder="The price" />
          <NumberField name={`${path}increment`} label="Further blocks" unit="seconds" />
        </>
      )}
      <CheckField name={`${path}untimed`} label="Untimed" description="One price, any length" />
    </>
  );
}
