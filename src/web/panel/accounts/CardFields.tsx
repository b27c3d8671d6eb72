import { Alert, Stack, Text } from '@mantine/core';
import { IconCreditCardOff } from '@tabler/icons-react';
import { brandOf, cardBrands } from '../../../core/accounts/cardBrand.ts';
import { cardDigits } from '../../../core/accounts/paymentCard.ts';
import { TextField, Unit } from '../../kit/fields.tsx';
import { useFieldValue } from '../../kit/form.tsx';
import { Section } from '../../kit/Section.tsx';

/** The last part of Add Account; left empty, no card is stored. */
export function CardSection() {
  const isPrePaid = useFieldValue('paymentType') === 'pre_paid';
  return (
    <Section
      title="Credit card details"
      help="Leave empty if there is none. The number is kept sealed; the security code is not asked for, as it may never be stored."
    >
      <Stack gap="md">
        {isPrePaid ? <NeverCharged /> : null}
        <CardFields place="card." />
      </Stack>
    </Section>
  );
}

/** Holder, number and expiry; `place` is where they stand in the form. */
export function CardFields({ place, isFocused = false }: { readonly place: '' | 'card.'; readonly isFocused?: boolean }) {
  const digits = cardDigits(String(useFieldValue(`${place}number`) ?? ''));
  const brand = cardBrands[brandOf(digits)];
  const unit = digits.length < 4 || brand === cardBrands.other ? '' : brand;
  // The browser shall neither fill in the operator's own card nor offer to keep the customer's.
  const own = { autoComplete: 'off', spellCheck: false, 'data-1p-ignore': true, 'data-lpignore': 'true' } as const;
  return (
    <div className="k-fields">
      <TextField name={`${place}holder`} label="Name on the card" {...own} {...(isFocused ? { 'data-autofocus': true } : {})} />
      <TextField
        name={`${place}number`}
        label="Card number"
        inputMode="numeric"
        placeholder="4111 1111 1111 1111"
        classNames={{ input: 'k-num' }}
        {...(unit === '' ? {} : { rightSection: <Unit text={unit} />, rightSectionWidth: 16 + unit.length * 7 })}
        {...own}
      />
      <TextField
        name={`${place}expiry`}
        label="Expiry"
        inputMode="text"
        placeholder="MM/YY"
        maxLength={10}
        classNames={{ input: 'k-num' }}
        {...own}
      />
    </div>
  );
}

/** What a Pre-Paid account's card is not for. */
export function NeverCharged() {
  return (
    <Alert color="blue" icon={<IconCreditCardOff />} p="xs">
      <Text fz="inherit">This account is Pre-Paid: its card is never charged automatically.</Text>
    </Alert>
  );
}
