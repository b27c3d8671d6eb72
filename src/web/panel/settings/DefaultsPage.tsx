import { listBillingPackages } from '../../../http/contract/billingPackages.ts';
import { listRoutes } from '../../../http/contract/network.ts';
import { useAnswer } from '../../api.ts';
import { AmountField, ChoiceField, NumberField, SelectField } from '../../kit/fields.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { paymentTypeChoices, protocolChoices } from '../accounts/words.ts';
import { useCurrency } from '../session/session.ts';
import { type Settings, SettingsForm } from './SettingsForm.tsx';

/** What Add Account starts with. */
export function DefaultsPage() {
  return (
    <>
      <PageHeader title="Defaults" help="What Add Account starts with, so that most new accounts need only a name." />
      <SettingsForm
        title="New accounts"
        help="Accounts that exist keep their own settings."
        valuesOf={valuesOf}
        toBody={({
          defaultBillingPackageId,
          defaultRouteId,
          emergencyRouteId,
          defaultDailySpendLimit,
          defaultCallLimit,
          ...rest
        }) => ({
          ...rest,
          defaultBillingPackageId: defaultBillingPackageId || null,
          defaultRouteId: defaultRouteId || null,
          emergencyRouteId: emergencyRouteId || null,
          defaultDailySpendLimit: defaultDailySpendLimit.trim() || null,
          defaultCallLimit: defaultCallLimit as number,
        })}
      >
        {() => <Fields />}
      </SettingsForm>
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
  };
}

function Fields() {
  const currency = useCurrency();
  const packages = useAnswer(listBillingPackages, {}).data?.items ?? [];
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
