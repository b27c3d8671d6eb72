import { Button, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { AnswerOf } from '../../http/contract/endpoint.ts';
import { changeOwnDetails, getPortalAccount } from '../../http/contract/portal.ts';
import {
  changePortalPassword,
  endOtherPortalSessions,
  getPortalSession,
  listPortalSessions,
} from '../../http/contract/portalSession.ts';
import { PasswordForm } from '../access/PasswordForm.tsx';
import { useAnswer, useSend } from '../api.ts';
import { ContractForm, SaveButton } from '../kit/form.tsx';
import { notifyDone, notifyProblem } from '../kit/notify.ts';
import { Problem } from '../kit/Problem.tsx';
import { Section } from '../kit/Section.tsx';
import { Time } from '../kit/Time.tsx';
import { TextField } from '../kit/textFields.tsx';
import { fill } from '../kit/words.tsx';
import { Passkeys } from './Passkeys.tsx';
import { usePortalWords } from './words/portalWords.ts';

type Account = AnswerOf<typeof getPortalAccount>;

/** Own details, password, passkeys and sessions. */
export function AccountPage() {
  const words = usePortalWords();
  const { data, error } = useAnswer(getPortalAccount, {});
  const isVisit = useAnswer(getPortalSession, {}).data?.user?.isVisit ?? true;
  if (error && !data) return <Problem error={error} />;
  if (!data) return null;
  return (
    <Stack>
      <Title order={1}>{data.displayName}</Title>
      <Text c="dimmed">{fill(words.accountNumbers, { account: data.accountNumber, customer: data.customerNumber })}</Text>
      <Section title={words.whereLettersGo}>
        <Details key={data.version} account={data} />
      </Section>
      {isVisit ? null : (
        <>
          <Section title={words.password}>
            <Password />
          </Section>
          <Section title={words.passkeys}>
            <Passkeys />
          </Section>
          <Section title={words.whereSignedIn}>
            <Sessions />
          </Section>
        </>
      )}
    </Stack>
  );
}

function Details({ account }: { readonly account: Account }) {
  const words = usePortalWords();
  const change = useSend(changeOwnDetails);
  const { email, phone, mobile, address1, address2, city, state, postcode, country, version } = account;
  return (
    <ContractForm
      label={words.ownDetails}
      initialValues={{ email, phone, mobile, address1, address2, city, state, postcode, country }}
      schema={changeOwnDetails.body}
      toBody={(values) => ({ ...values, version })}
      send={async (body) => {
        await change.mutateAsync({ body });
        notifyDone(words.saved);
      }}
    >
      <Stack>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextField name="email" label={words.email} type="email" autoComplete="email" />
          <TextField name="phone" label={words.phone} autoComplete="tel" />
          <TextField name="mobile" label={words.mobile} />
          <TextField name="address1" label={words.street} autoComplete="address-line1" />
          <TextField name="address2" label={words.street2} autoComplete="address-line2" />
          <TextField name="city" label={words.city} autoComplete="address-level2" />
          <TextField name="state" label={words.region} autoComplete="address-level1" />
          <TextField name="postcode" label={words.postcode} autoComplete="postal-code" />
          <TextField name="country" label={words.country} autoComplete="country" />
        </SimpleGrid>
        <SaveButton>{words.save}</SaveButton>
      </Stack>
    </ContractForm>
  );
}

function Password() {
  const change = useSend(changePortalPassword);
  return <PasswordForm schema={changePortalPassword.body} send={(body) => change.mutateAsync({ body })} />;
}

function Sessions() {
  const words = usePortalWords();
  const items = useAnswer(listPortalSessions, {}).data?.items ?? [];
  const end = useSend(endOtherPortalSessions);
  return (
    <Stack align="flex-start">
      {items.map((one) => (
        <Text key={one.id}>
          {one.isThis ? words.thisBrowser : one.address}, {words.lastSeen} <Time at={one.lastSeenAt} />
        </Text>
      ))}
      {items.length > 1 ? (
        <Button
          variant="default"
          loading={end.isPending}
          onClick={() => end.mutate({}, { onSuccess: () => notifyDone(words.signedOutElsewhere), onError: notifyProblem })}
        >
          {words.signOutElsewhere}
        </Button>
      ) : null}
    </Stack>
  );
}
