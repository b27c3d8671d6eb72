import { Button, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { AnswerOf } from '../../http/contract/endpoint.ts';
import { changeOwnDetails, getPortalAccount } from '../../http/contract/portal.ts';
import {
  changePortalPassword,
  endOtherPortalSessions,
  getPortalSession,
  listPortalSessions,
} from '../../http/contract/portalSession.ts';
import { useAnswer, useSend } from '../api.ts';
import { PasswordField, TextField } from '../kit/fields.tsx';
import { ContractForm, SaveButton } from '../kit/form.tsx';
import { notifyDone, notifyProblem } from '../kit/notify.ts';
import { Problem } from '../kit/Problem.tsx';
import { Section } from '../kit/Section.tsx';
import { Time } from '../kit/Time.tsx';
import { Passkeys } from './Passkeys.tsx';

type Account = AnswerOf<typeof getPortalAccount>;

/** Own details, password, passkeys and sessions. */
export function AccountPage() {
  const { data, error } = useAnswer(getPortalAccount, {});
  const isVisit = useAnswer(getPortalSession, {}).data?.user?.isVisit ?? true;
  if (error && !data) return <Problem error={error} />;
  if (!data) return null;
  return (
    <Stack>
      <Title order={1}>{data.displayName}</Title>
      <Text c="dimmed">
        Account {data.accountNumber}, customer number {data.customerNumber}
      </Text>
      <Section title="Where letters and invoices go">
        <Details key={data.version} account={data} />
      </Section>
      {isVisit ? null : (
        <>
          <Section title="Password">
            <Password />
          </Section>
          <Section title="Passkeys">
            <Passkeys />
          </Section>
          <Section title="Where you are signed in">
            <Sessions />
          </Section>
        </>
      )}
    </Stack>
  );
}

function Details({ account }: { readonly account: Account }) {
  const change = useSend(changeOwnDetails);
  const { email, phone, mobile, address1, address2, city, state, postcode, country, version } = account;
  return (
    <ContractForm
      label="Own details"
      initialValues={{ email, phone, mobile, address1, address2, city, state, postcode, country }}
      schema={changeOwnDetails.body}
      toBody={(values) => ({ ...values, version })}
      send={async (body) => {
        await change.mutateAsync({ body });
        notifyDone('Saved.');
      }}
    >
      <Stack>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextField name="email" label="E-mail" type="email" autoComplete="email" />
          <TextField name="phone" label="Phone" autoComplete="tel" />
          <TextField name="mobile" label="Mobile" />
          <TextField name="address1" label="Street" autoComplete="address-line1" />
          <TextField name="address2" label="Street, second line" autoComplete="address-line2" />
          <TextField name="city" label="Suburb or city" autoComplete="address-level2" />
          <TextField name="state" label="State" autoComplete="address-level1" />
          <TextField name="postcode" label="Postcode" autoComplete="postal-code" />
          <TextField name="country" label="Country (two letters)" autoComplete="country" />
        </SimpleGrid>
        <SaveButton>Save</SaveButton>
      </Stack>
    </ContractForm>
  );
}

function Password() {
  const change = useSend(changePortalPassword);
  const [round, setRound] = useState(0);
  return (
    <ContractForm
      key={round}
      label="Change password"
      initialValues={{ password: '', newPassword: '' }}
      schema={changePortalPassword.body}
      toBody={(values) => values}
      send={async (body) => {
        await change.mutateAsync({ body });
        notifyDone('Your password is changed. All your other sessions have ended.');
        setRound((count) => count + 1);
      }}
    >
      <Stack maw={420}>
        <PasswordField name="password" label="Password now" autoComplete="current-password" />
        <PasswordField name="newPassword" label="New password" autoComplete="new-password" />
        <SaveButton>Change password</SaveButton>
      </Stack>
    </ContractForm>
  );
}

function Sessions() {
  const items = useAnswer(listPortalSessions, {}).data?.items ?? [];
  const end = useSend(endOtherPortalSessions);
  return (
    <Stack align="flex-start">
      {items.map((one) => (
        <Text key={one.id}>
          {one.isThis ? 'This browser' : one.address}, last seen <Time at={one.lastSeenAt} />
        </Text>
      ))}
      {items.length > 1 ? (
        <Button
          variant="default"
          loading={end.isPending}
          onClick={() => end.mutate({}, { onSuccess: () => notifyDone('Signed out everywhere else.'), onError: notifyProblem })}
        >
          Sign out everywhere else
        </Button>
      ) : null}
    </Stack>
  );
}
