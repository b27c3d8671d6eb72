import { Skeleton, Stack } from '@mantine/core';
import { getDunning, getPaymentSettings, listGateways } from '../../../http/contract/paymentSettings.ts';
import { useAnswer } from '../../api.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { Problem } from '../../kit/Problem.tsx';
import { ChargingForm } from './ChargingForm.tsx';
import { DunningForm } from './DunningForm.tsx';
import { GatewayForm } from './GatewayForm.tsx';

/** Gateways, charging of cards, and the reminder ladder. */
export function PaymentSettingsPage() {
  const gateways = useAnswer(listGateways, {});
  const settings = useAnswer(getPaymentSettings, {});
  const dunning = useAnswer(getDunning, {});
  const error = gateways.error ?? settings.error ?? dunning.error;
  return (
    <>
      <PageHeader
        title="Payments"
        help="How customers pay by card, and what happens when they do not pay. Everything is off until you turn it on."
      />
      {error && !gateways.data ? <Problem error={error} onRetry={() => void gateways.refetch()} /> : null}
      <Stack gap="md">
        {gateways.data && settings.data && dunning.data ? (
          <>
            {gateways.data.items.map((gateway) => (
              <GatewayForm key={`${gateway.code} ${gateway.version}`} gateway={gateway} />
            ))}
            <ChargingForm key={`charging ${settings.data.version}`} settings={settings.data} gateways={gateways.data.items} />
            <DunningForm key={`dunning ${dunning.data.version}`} dunning={dunning.data} />
          </>
        ) : error ? null : (
          <Skeleton h={320} />
        )}
      </Stack>
    </>
  );
}
