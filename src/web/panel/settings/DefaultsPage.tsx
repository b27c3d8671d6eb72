import { listBillingPackages } from '../../../http/contract/billingPackages.ts';
import { listExtraPresets } from '../../../http/contract/extraPresets.ts';
import { listRoutes } from '../../../http/contract/network.ts';
import { useAnswer } from '../../api.ts';
import { AmountField, ChoiceField, NumberField, SelectField, TagsField } from '../../kit/fields.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { paymentTypeChoices, protocolChoices } from '../accounts/words.ts';
import { useCurrency } from '../session/session.ts';
import { PresetsSection } from './PresetsSection.tsx';
import { languageChoices } from './places.ts';
import { type Settings, SettingsForm } from './SettingsForm.tsx';

/** What Add Account starts with. */
export function DefaultsPage() {
  return (
    <>
      <PageHeader title="Defaults" help="What Add Account starts with, so that most new accounts need only a name." />
      <SettingsForm title="New accounts" help="Accounts that exist keep their own settings." valuesOf={valuesOf} toBody={toBody}>
        {() => <Fields />}
      </SettingsForm>
      <PresetsSection />
    </>
  );
}

function valuesOf(settings: Settings) {
  return {
    defaultPaymentType: settings.defaultPaymentType,
    defaultProtocol: settings.defaultProtocol,
    defaultBillingPackageId: settings.defaultBillingPackageId ?? '',
    defaultRouteId: settings.defaultRouteId ?? '',
    emergencyRouteId: settings.emergencyRouteId ?? '',
    defaultCallLimit: settings.defaultCallLimit as number | '',
    defaultDailySpendLimit: settings.defaultDailySpendLimit ?? '',
    defaultHourlySpendLimit: settings.defaultHourlySpendLimit ?? '',
    lowBalanceAt: settings.lowBalanceAt,
    defaultCreditLimit: settings.defaultCreditLimit ?? '',
    defaultAllowedPrefixes: settings.defaultAllowedPrefixes,
    defaultBlockedPrefixes: settings.defaultBlockedPrefixes,
    defaultLanguage: settings.defaultLanguage,
    defaultExtraPresetId: settings.defaultExtraPresetId ?? '',
  };
}

function toBody(values: ReturnType<typeof valuesOf>) {
  return {
    ...values,
    defaultBillingPackageId: values.defaultBillingPackageId || null,
    defaultRouteId: values.defaultRouteId || null,
    emergencyRouteId: values.emergencyRouteId || null,
    defaultExtraPresetId: values.defaultExtraPresetId || null,
    defaultDailySpendLimit: values.defaultDailySpendLimit.trim() || null,
    defaultHourlySpendLimit: values.defaultHourlySpendLimit.trim() || null,
    defaultCreditLimit: values.defaultCreditLimit.trim() || null,
    // An emptied field stays '' on purpose: the contract answers with its sentence.
    defaultCallLimit: values.defaultCallLimit as number,
  };
}

function Fields() {
  const currency = useCurrency();
  const packages = useAnswer(listBillingPackages, {}).data?.items ?? [];
  const presets = useAnswer(listExtraPresets, {}).data?.items ?? [];
  const routes = (useAnswer(listRoutes, {}).data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className="k-fields">
      <ChoiceField name="defaultPaymentType" label="Payment type" data={paymentTypeChoices} />
      <SelectField name="defaultProtocol" label="Default protocol" data={protocolChoices} />
      <SelectField
        name="defaultBillingPackageId"
        label="Billing package"
        data={packages.map(({ id, name }) => ({ value: id, label: name }))}
        placeholder="Choose each time"
        clearable
      />
      <SelectField name="defaultRouteId" label="Customer route" data={routes} placeholder="Choose each time" clearable />
      <NumberField name="defaultCallLimit" label="Concurrent calls" unit="calls" />
      <AmountField
        name="defaultDailySpendLimit"
        label="Daily spend limit"
        currency={currency}
        placeholder="No limit"
        description="Empty = no limit"
      />
      <AmountField
        name="defaultHourlySpendLimit"
        label="Hourly spend limit"
        currency={currency}
        placeholder="No limit"
        description="In an hour by the clock; empty = no limit"
      />
      <TagsField
        name="lowBalanceAt"
        label="Low-balance warnings"
        description="Balances such as 10 and 2.50, at most five; counts for every Pre-Paid account without its own"
        placeholder="None"
      />
      <AmountField
        name="defaultCreditLimit"
        label="Credit limit"
        currency={currency}
        placeholder="No limit"
        description="Post-Paid only; empty = no limit"
      />
      <TagsField
        name="defaultAllowedPrefixes"
        label="Allowed destinations"
        description="Prefixes such as 61; empty = all"
        placeholder="All"
      />
      <TagsField
        name="defaultBlockedPrefixes"
        label="Blocked destinations"
        description="Prefixes that are never called"
        placeholder="None"
      />
      <SelectField
        name="defaultExtraPresetId"
        label="Extras"
        description="New accounts start with this preset"
        data={presets.map(({ id, name }) => ({ value: id, label: name }))}
        placeholder="None"
        clearable
      />
      <SelectField
        name="defaultLanguage"
        label="Preferred language"
        data={languageChoices}
        placeholder="Not said"
        searchable
        clearable
      />
      <SelectField
        name="emergencyRouteId"
        label="Emergency route"
        description="Where emergency calls go; empty = the account’s own route"
        data={routes}
        placeholder="The account’s own"
        clearable
      />
    </div>
  );
}
