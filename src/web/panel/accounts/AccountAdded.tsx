import { Button, Group, Stack, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import type { addAccount } from '../../../http/contract/accounts.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { Copyable } from '../../kit/Copy.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { CredentialsCard } from './CredentialsCard.tsx';
import { DuplicateList } from './DuplicateHints.tsx';
import { PhoneHelp } from './PhoneHelp.tsx';
import { TopUpDialog } from './TopUpDialog.tsx';
import { paymentTypeWords } from './words.ts';

type Added = AnswerOf<typeof addAccount>;
type AccountAddedProps = {
  readonly added: Pick<Added, 'account' | 'credentials'> & { readonly duplicates?: Added['duplicates'] };
  readonly onAnother?: () => void;
};

/** The new account: its number, the credentials of its phone (once), and how to go on. */
export function AccountAdded({ added: { account, credentials, duplicates = [] }, onAnother }: AccountAddedProps) {
  const [isToppingUp, setIsToppingUp] = useState(false);
  useEffect(() => window.scrollTo(0, 0), []);
  return (
    <Stack gap="md">
      <PageHeader
        title={`${account.displayName} is added`}
        aside={<IconCircleCheck color="var(--k-good)" aria-hidden />}
        help={
          <>
            Customer number <Copyable text={account.customerNumber} label="customer number" /> · account number{' '}
            <Copyable text={account.accountNumber} label="account number" /> · {paymentTypeWords[account.paymentType]}
          </>
        }
      >
        {onAnother ? (
          <Button variant="default" onClick={onAnother}>
            Add another
          </Button>
        ) : null}
        <Button component={Link} to={`/accounts/${account.id}`}>
          Open the account
        </Button>
      </PageHeader>
      {account.paymentType === 'pre_paid' ? (
        <Group className="k-card" p="md" justify="space-between">
          <Text>This account is Pre-Paid: it can be called now, and calls out once there is money on it.</Text>
          <Button variant="light" onClick={() => setIsToppingUp(true)}>
            Top up
          </Button>
        </Group>
      ) : null}
      {duplicates.length > 0 ? <DuplicateList found={duplicates} /> : null}
      <CredentialsCard credentials={credentials} />
      <PhoneHelp
        server={credentials.server}
        sipPort={credentials.sipPort}
        sipsPort={credentials.sipsPort}
        iaxPort={credentials.iaxPort}
        number={credentials.networkNumber}
      />
      {isToppingUp ? <TopUpDialog accountId={account.id} onClose={() => setIsToppingUp(false)} /> : null}
    </Stack>
  );
}
