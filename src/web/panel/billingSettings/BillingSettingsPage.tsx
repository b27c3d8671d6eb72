import { Button, Skeleton, Stack } from '@mantine/core';
import { useState } from 'react';
import { Refusal } from '../../../core/base/refusal.ts';
import { changeBillingSettings, getBillingSettings } from '../../../http/contract/billingSettings.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { call, useAnswer, useSend } from '../../api.ts';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { Problem } from '../../kit/Problem.tsx';
import { ExtrasRules, InvoiceDays, Numbers, Seller, Words } from './BillingFields.tsx';
import { TaxesSection } from './TaxesSection.tsx';

type BillingSettings = AnswerOf<typeof getBillingSettings>;

/** How invoices are made: days, taxes, numbers, who issues them. */
export function BillingSettingsPage() {
  const { data, error, refetch } = useAnswer(getBillingSettings, {});
  // What was on screen when editing began: the version that the save answers for.
  const [opened, setOpened] = useState<BillingSettings>();
  const settings = opened ?? data;
  if (error && !settings) return <Problem error={error} onRetry={() => void refetch()} />;
  if (!settings) return <Skeleton h={420} />;
  if (!opened) setOpened(settings);
  return (
    <>
      <PageHeader title="Billing Settings" help="How invoices are made from now on. Issued invoices stay as they are." />
      <Form settings={settings} onSaved={setOpened} />
    </>
  );
}

type FormProps = { readonly settings: BillingSettings; readonly onSaved: (settings: BillingSettings) => void };

function Form({ settings, onSaved }: FormProps) {
  const change = useSend(changeBillingSettings);
  const { version } = settings;
  return (
    <ContractForm
      key={version}
      label="Billing Settings"
      isGuarded
      initialValues={valuesOf(settings)}
      schema={changeBillingSettings.body}
      toBody={(values) => bodyOf(values, version)}
      remedy={(refused) => (isStale(refused) ? <LoadAgain onLoaded={onSaved} /> : null)}
      send={async (body) => {
        onSaved(await change.mutateAsync({ body }));
        notifyDone('Saved.');
      }}
    >
      <Stack gap="md">
        <InvoiceDays />
        <TaxesSection />
        <Numbers />
        <ExtrasRules />
        <Seller />
        <Words />
        <SaveButton isShortcutShown>Save</SaveButton>
      </Stack>
    </ContractForm>
  );
}

function valuesOf({ version: _, taxes, ...settings }: BillingSettings) {
  return { ...settings, taxes: taxes.map((tax, index) => ({ ...tax, key: String(index) })) };
}

function bodyOf({ taxes, ...values }: ReturnType<typeof valuesOf>, version: number) {
  return { ...values, taxes: taxes.map(({ key: _, ...tax }) => tax), version };
}

const isStale = (error: unknown) => error instanceof Refusal && error.code === 'stale_version';

function LoadAgain({ onLoaded }: { readonly onLoaded: (settings: BillingSettings) => void }) {
  const load = () => void call(getBillingSettings, {}).then(onLoaded).catch(notifyProblem);
  return (
    <Button size="xs" variant="default" onClick={load}>
      Show the current values (drops what you typed)
    </Button>
  );
}
