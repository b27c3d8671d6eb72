import { Button, Group, Stack, Text } from '@mantine/core';
import { IconPhone, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { listIncomingNumbers } from '../../../http/contract/incomingNumbers.ts';
import { listPhones } from '../../../http/contract/phones.ts';
import { useAnswer } from '../../api.ts';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Section } from '../../kit/Section.tsx';
import { useMay } from '../session/session.ts';
import type { Account } from './accountValues.ts';
import { type Credentials, CredentialsCard } from './CredentialsCard.tsx';
import { forwardLines, safetyLines } from './featureText.ts';
import { MessagesSection } from './MessagesSection.tsx';
import { AddPhoneDialog } from './PhoneDialogs.tsx';
import { PhoneHelp } from './PhoneHelp.tsx';
import { PhoneMenu } from './PhoneMenu.tsx';
import { type Phone, Registration } from './Registration.tsx';

/** The account's phones: who is registered from where, and everything one does with a phone. */
export function PhonesTab({ account }: { readonly account: Account }) {
  const { data, error, refetch } = useAnswer(listPhones, { params: { id: account.id } }, { refetchInterval: 15_000 });
  const incoming = useAnswer(listIncomingNumbers, { query: { accountId: account.id, limit: 200 } }).data?.items ?? [];
  const [isAdding, setIsAdding] = useState(false);
  const [shown, setShown] = useState<Credentials>();
  const mayChange = useMay('account.change');
  const mayListen = useMay('voicemail.listen');
  const columns = mayChange
    ? [
        ...baseColumns,
        menuColumn(
          account.email,
          [...(data?.items ?? []), ...incoming].map((one) => one.number),
          setShown,
        ),
      ]
    : baseColumns;
  return (
    <Stack gap="md">
      {shown ? <CredentialsCard key={shown.secret} credentials={shown} /> : null}
      {shown ? <PhoneHelp {...shown} number={shown.networkNumber} /> : null}
      <Section
        title="Phones"
        help="Each phone signs in with its own number and secret. Calling any of these numbers from another customer rings it."
        isFlush
        aside={
          mayChange ? (
            <Button variant="default" size="xs" leftSection={<IconPlus size={15} />} onClick={() => setIsAdding(true)}>
              Add phone
            </Button>
          ) : null
        }
      >
        <DataTable
          label="Phones"
          columns={columns}
          rows={data?.items}
          keyOf={(phone) => phone.id}
          error={error}
          onRetry={() => void refetch()}
          empty={
            <EmptyState icon={IconPhone} title="No phone">
              Add one, so that this customer can call.
            </EmptyState>
          }
        />
      </Section>
      {mayListen && data?.items.some((phone) => phone.voicemail.isOn || phone.voicemail.newMessages > 0) ? (
        <MessagesSection accountId={account.id} />
      ) : null}
      {isAdding ? (
        <AddPhoneDialog accountId={account.id} email={account.email} onAdded={setShown} onClose={() => setIsAdding(false)} />
      ) : null}
    </Stack>
  );
}

const baseColumns: readonly Column<Phone>[] = [
  {
    key: 'number',
    title: 'Number',
    cell: (phone) => (
      <div>
        <Text fw={560} className="k-num">
          {phone.number}
        </Text>
        {phone.isCustomerNumber ? (
          <Text c="dimmed" size="xs">
            Customer number
          </Text>
        ) : null}
      </div>
    ),
  },
  { key: 'label', title: 'Label', cell: (phone) => phone.label },
  { key: 'callerId', title: 'Shows', cell: (phone) => <span className="k-num">{phone.callerId || phone.number}</span> },
  { key: 'now', title: 'Right now', cell: (phone) => <Registration phone={phone} /> },
  { key: 'forwarding', title: 'Features', cell: (phone) => <NotTaken phone={phone} /> },
  { key: 'limit', title: 'Calls at once', align: 'right', cell: (phone) => phone.callLimit ?? 'As account' },
];

function NotTaken({ phone }: { readonly phone: Phone }) {
  const { newMessages } = phone.voicemail;
  return (
    <>
      {[...forwardLines(phone), ...safetyLines(phone)].map((line) => (
        <Text key={line} size="sm">
          {line}
        </Text>
      ))}
      {newMessages > 0 ? (
        <Text c="dimmed" size="xs">
          {newMessages === 1 ? '1 new message' : `${newMessages} new messages`}
        </Text>
      ) : null}
    </>
  );
}

function menuColumn(email: string, ownNumbers: readonly string[], onSecret: (credentials: Credentials) => void): Column<Phone> {
  return {
    key: 'menu',
    title: 'Actions',
    align: 'right',
    cell: (phone) => (
      <Group justify="flex-end">
        <PhoneMenu phone={phone} email={email} ownNumbers={ownNumbers} onSecret={onSecret} />
      </Group>
    ),
  };
}
