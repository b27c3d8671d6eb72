import { listProviders } from '../../../http/contract/network.ts';
import { useAnswer } from '../../api.ts';
import { AmountField, SelectField } from '../../kit/fields.tsx';
import { useCurrency } from '../session/session.ts';

export type TermsValues = { providerId: string; monthlyCost: string; monthlyPrice: string; perMinute: string };
export const noTerms: TermsValues = { providerId: '', monthlyCost: '', monthlyPrice: '', perMinute: '' };

/** The request: what is empty costs nothing. */
export const termsBody = ({ providerId, monthlyCost, monthlyPrice, perMinute }: TermsValues) => ({
  providerId: providerId === '' ? null : providerId,
  monthlyCost: monthlyCost.trim() || '0',
  monthlyPrice: monthlyPrice.trim() || '0',
  perMinute: perMinute.trim() || '0',
});

/** Provider and prices of numbers. */
export function TermsFields() {
  const currency = useCurrency();
  const { data } = useAnswer(listProviders, {});
  return (
    <div className="k-fields">
      <SelectField
        name="providerId"
        label="Provider"
        description="Who delivers the calls"
        data={[{ value: '', label: 'Not said' }, ...(data?.items.map((one) => ({ value: one.id, label: one.name })) ?? [])]}
        wrapperProps={{ className: 'k-wide' }}
      />
      <AmountField name="monthlyCost" label="Cost a month" description="What the provider takes" currency={currency} />
      <AmountField name="monthlyPrice" label="Price a month" description="An extra of the customer" currency={currency} />
      <AmountField name="perMinute" label="Price a minute" description="Of a call to it; empty = free" currency={currency} />
    </div>
  );
}
