import { Alert, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { listAccounts } from '../../../http/contract/accounts.ts';
import { listCalls } from '../../../http/contract/calls.ts';
import { listLiveCalls } from '../../../http/contract/liveCalls.ts';
import { listPhones } from '../../../http/contract/phones.ts';
import { finishSetup } from '../../../http/contract/session.ts';
import { useAnswer, useSend } from '../../api.ts';
import { notifyProblem } from '../../kit/notify.ts';
import { Section } from '../../kit/Section.tsx';
import { useLive } from '../../live.ts';
import { CredentialsCard } from '../accounts/CredentialsCard.tsx';
import { PhoneHelp } from '../accounts/PhoneHelp.tsx';
import { Registration } from '../accounts/Registration.tsx';
import type { Added } from './AccountStep.tsx';
import { FirstCall } from './FirstCall.tsx';

/** The last screen: a phone or a test call, followed live, and its price explained. */
export function CallStep({ added }: { readonly added: Added | undefined }) {
  useLive(true);
  const accounts = useAnswer(listAccounts, { query: { limit: 1 } }).data?.items;
  const account = added?.account ?? accounts?.[0];
  if (!account) return <Skeleton h={300} />;
  return (
    <Stack gap="md">
      <Alert
        color="green"
        icon={<IconCircleCheck />}
        title={`${account.displayName} has customer number ${account.customerNumber}`}
      >
        Make the first call in either way. It is a real one: held, connected, priced and on the ledger.
      </Alert>
      <TheCall accountId={account.id} customerNumber={account.customerNumber} />
      <OpenPanel accountId={account.id} />
      <PhoneNow accountId={account.id} />
      {added ? (
        <>
          <CredentialsCard credentials={added.credentials} />
          <PhoneHelp
            server={added.credentials.server}
            sipPort={added.credentials.sipPort}
            sipsPort={added.credentials.sipsPort}
            iaxPort={added.credentials.iaxPort}
            number={added.credentials.networkNumber}
          />
        </>
      ) : (
        <Text c="dimmed">
          The phone’s secret was shown once, before this page was loaded again. Reset it under Phones of the account.
        </Text>
      )}
    </Stack>
  );
}

type TheCallProps = { readonly accountId: string; readonly customerNumber: string };

function TheCall({ accountId, customerNumber }: TheCallProps) {
  const live = useAnswer(listLiveCalls, {}, { refetchInterval: 4000 }).data?.items.find((call) => call.accountId === accountId);
  const last = useAnswer(listCalls, { query: { accountId, limit: 1 } }, { refetchInterval: 4000 }).data?.items[0];
  return <FirstCall customerNumber={customerNumber} live={live} last={last} />;
}

function PhoneNow({ accountId }: { readonly accountId: string }) {
  const phones = useAnswer(listPhones, { params: { id: accountId } }, { refetchInterval: 5000 }).data?.items ?? [];
  return (
    <Section
      title="Or register a phone"
      help="Type the credentials below into a phone. This turns green the moment it is registered."
    >
      <Stack gap="xs" aria-live="polite">
        {phones.map((phone) => (
          <Group key={phone.id} gap="lg">
            <Text fw={560} className="k-num">
              {phone.number}
            </Text>
            <Registration phone={phone} />
          </Group>
        ))}
      </Stack>
    </Section>
  );
}

function OpenPanel({ accountId }: { readonly accountId: string }) {
  const finish = useSend(finishSetup);
  const hasCalled = useAnswer(listCalls, { query: { accountId, limit: 1 } }).data?.items[0] !== undefined;
  return (
    <Group>
      <Button
        variant={hasCalled ? 'filled' : 'default'}
        loading={finish.isPending}
        onClick={() => finish.mutate({}, { onError: notifyProblem })}
      >
        Open the panel
      </Button>
      {hasCalled ? null : <Text c="dimmed">You can also call later.</Text>}
    </Group>
  );
}
