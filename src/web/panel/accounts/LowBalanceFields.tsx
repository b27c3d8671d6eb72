import { SelectField, TagsField } from '../../kit/fields.tsx';
import { useFieldValue } from '../../kit/form.tsx';

const choices = [
  { value: 'settings', label: 'As in Settings' },
  { value: 'own', label: 'Own amounts' },
  { value: 'never', label: 'Never' },
];

/** At which balances this customer is warned by e-mail. */
export function LowBalanceFields() {
  const lowBalance = useFieldValue('lowBalance');
  return (
    <>
      <SelectField
        name="lowBalance"
        label="Low-balance warnings"
        description="By e-mail, once each time the balance falls to an amount"
        data={choices}
      />
      {lowBalance === 'own' ? (
        <TagsField name="lowBalanceAt" label="Warn at" description="Balances such as 10 and 2.50, at most five" />
      ) : null}
    </>
  );
}
