import { Anchor, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { checkPrice, listBillingPackages } from '../../../http/contract/billingPackages.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { useAnswer, useSend } from '../../api.ts';
import { NumberField, SelectField, TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { useLocale } from '../../kit/locale.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { Receipt } from '../../kit/Receipt.tsx';
import { Section } from '../../kit/Section.tsx';
import { instantOnWall } from './instantOnWall.ts';
import { blocksText, conditionsText, priceText } from './rateText.ts';

type Answer = AnswerOf<typeof checkPrice>;

/** What a call would cost, every step explained. */
export function PriceCheckPage() {
  const packages = useAnswer(listBillingPackages, {}).data?.items;
  const [answer, setAnswer] = useState<Answer>();
  return (
    <>
      <PageHeader
        title="Price check"
        help="Package, number and length: the price, and every step to it. Nothing is called or charged."
      />
      <div className="k-twothirds">
        {packages ? <CheckForm packages={packages} onAnswer={setAnswer} /> : <Skeleton h={240} />}
        <Section title="Price explained">
          {answer ? <Explained answer={answer} /> : <Text c="dimmed">The receipt of the call will stand here.</Text>}
        </Section>
      </div>
    </>
  );
}

type CheckFormProps = {
  readonly packages: AnswerOf<typeof listBillingPackages>['items'];
  readonly onAnswer: (answer: Answer | undefined) => void;
};

function CheckForm({ packages, onAnswer }: CheckFormProps) {
  const [params] = useSearchParams();
  const check = useSend(checkPrice);
  const { timeZone } = useLocale();
  const accountId = params.get('account') ?? undefined;
  const first = params.get('package') ?? packages[0]?.id ?? '';
  return (
    <Section title="A call" help="Write the number as a customer would dial it.">
      <ContractForm
        label="Price check"
        initialValues={{ billingPackageId: first, number: '', seconds: 180 as number | '', at: '' }}
        schema={checkPrice.body}
        toBody={({ billingPackageId, number, seconds, at }) => ({
          ...(accountId === undefined ? { billingPackageId } : { accountId }),
          ...{ number, seconds: seconds as number },
          ...(at === '' ? {} : { at: instantOnWall(at, timeZone) }),
        })}
        send={async (body) => {
          onAnswer(undefined);
          onAnswer(await check.mutateAsync({ body }));
        }}
      >
        <Stack>
          {accountId === undefined ? (
            <SelectField
              name="billingPackageId"
              label="Billing package"
              data={packages.map(({ id, name }) => ({ value: id, label: name }))}
              searchable
              nothingFoundMessage="No billing package yet."
            />
          ) : (
            <Text>
              With the prices of{' '}
              <Anchor component={Link} to={`/accounts/${accountId}`}>
                this account
              </Anchor>
              .{' '}
              <Anchor component={Link} to="/price-check">
                Check a billing package instead
              </Anchor>
            </Text>
          )}
          <TextField name="number" label="Number" inputMode="tel" placeholder="02 9999 0000" autoFocus />
          <NumberField name="seconds" label="Length of the call" unit="seconds" min={0} />
          <TextField
            name="at"
            type="datetime-local"
            label="Answered at"
            description={`Empty = now; the clock of ${timeZone.replace(/_/g, ' ')}`}
          />
          <SaveButton>Check the price</SaveButton>
        </Stack>
      </ContractForm>
    </Section>
  );
}

function Explained({ answer }: { readonly answer: Answer }) {
  const { rate, steps, price, currency, billedSeconds, number } = answer;
  return (
    <Stack gap="sm">
      <Text>
        <span className="k-num">+{number.replace(/^\+/, '')}</span> fits the rate for{' '}
        <b>{rate.prefix === '' ? 'every number' : `+${rate.prefix}`}</b> {rate.destination}: {priceText(rate)}
        {blocksText(rate) === '' ? '' : `, blocks ${blocksText(rate)}`}
        {conditionsText(rate) === '' ? '' : `; ${conditionsText(rate)}`}.
      </Text>
      {rate.blocked ? (
        <Text>Calls there are blocked: nobody on this package may call this number.</Text>
      ) : (
        <Receipt steps={steps} total={price} currency={currency} title="Price explained" />
      )}
      {answer.guard === undefined ? null : <Text c="red">Fraud guard: {answer.guard}</Text>}
      <Text c="dimmed" size="xs">
        {billedSeconds} seconds billed.{' '}
        <Anchor component={Link} to="/help/prices" size="xs">
          How prices are made
        </Anchor>
      </Text>
    </Stack>
  );
}
