import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { listBillingPackages } from '../../../http/contract/billingPackages.ts';
import { listRoutes } from '../../../http/contract/network.ts';
import { useAnswer } from '../../api.ts';
import { AmountField, ChoiceField, NumberField, SelectField, TagsField, TextField } from '../../kit/fields.tsx';
import { Suggestion, useFieldValue } from '../../kit/form.tsx';
import { Section } from '../../kit/Section.tsx';
import { useCurrency, useMay } from '../session/session.ts';
import { LowBalanceFields } from './LowBalanceFields.tsx';
import { paymentTypeChoices, protocolChoices } from './words.ts';

const fixed = { readOnly: true, variant: 'filled' } as const;

/** How the account calls and pays. Most operators never touch it. */
export function SettingsSection({ isNew }: { readonly isNew: boolean }) {
  const mayChangeDefaults = useMay('setting.change');
  const source = isNew ? (
    <Anchor component={Link} to="/settings/defaults" size="sm">
      Where these come from
    </Anchor>
  ) : null;
  return (
    <Section
      title="Customer account settings"
      help={
        isNew
          ? 'Filled in from Settings; change only what is different for this customer.'
          : 'Changes count from the next call on.'
      }
      aside={mayChangeDefaults ? source : null}
    >
      <SettingsFields isNew={isNew} />
    </Section>
  );
}

function SettingsFields({ isNew }: { readonly isNew: boolean }) {
  const currency = useCurrency();
  const packages = useAnswer(listBillingPackages, {}).data?.items ?? [];
  const routes = useAnswer(listRoutes, {}).data?.items ?? [];
  const paymentType = useFieldValue('paymentType');
  return (
    <div className="k-fields">
      <div>
        <TextField
          name="customerNumber"
          label="Customer number"
          description={isNew ? 'The next free one; also the first phone’s user name' : 'Fixed'}
          inputMode="numeric"
          {...(isNew ? {} : fixed)}
          classNames={{ input: 'k-num' }}
        />
        <Suggestion name="customerNumber" />
      </div>
      <ChoiceField
        name="paymentType"
        label="Payment type"
        description={
          paymentType === 'pre_paid' ? 'Money first: calls end when the balance does' : 'Calls at any time, invoiced later'
        }
        data={paymentTypeChoices}
      />
      <SelectField name="protocol" label="Default protocol" description="What the phones may use" data={protocolChoices} />
      <SelectField
        name="billingPackageId"
        label="Billing package"
        description="Decides call prices"
        data={packages.map(({ id, name }) => ({ value: id, label: name }))}
        searchable
        nothingFoundMessage="No billing package. Make one under Billing Packages."
      />
      <SelectField
        name="routeId"
        label="Customer route"
        description="Decides where calls go out"
        data={routes.map(({ id, name }) => ({ value: id, label: name }))}
        searchable
        nothingFoundMessage="No route. Make one under Routes."
      />
      <NumberField
        name="callLimit"
        label="Concurrent calls"
        description="At most so many at once"
        unit="calls"
        min={1}
        max={1000}
      />
      <AmountField
        name="dailySpendLimit"
        label="Daily spend limit"
        description="Empty = no limit"
        currency={currency}
        placeholder="No limit"
      />
      <AmountField
        name="hourlySpendLimit"
        label="Hourly spend limit"
        description="In an hour by the clock; empty = no limit"
        currency={currency}
        placeholder="No limit"
      />
      {paymentType === 'post_paid' ? (
        <AmountField
          name="creditLimit"
          label="Credit limit"
          description="Empty = no limit"
          currency={currency}
          placeholder="No limit"
        />
      ) : (
        <LowBalanceFields />
      )}
      <TagsField
        name="allowedPrefixes"
        label="Allowed destinations"
        description="Prefixes such as 61; empty = all"
        placeholder="All"
      />
      <TagsField
        name="blockedPrefixes"
        label="Blocked destinations"
        description="Prefixes that are never called"
        placeholder="None"
      />
    </div>
  );
}
