import { Anchor, Button, Group } from '@mantine/core';
import { IconCash } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { Copyable } from '../../kit/Copy.tsx';
import { Facts } from '../../kit/Facts.tsx';
import { Money } from '../../kit/Money.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { useMay } from '../session/session.ts';
import { AccountState } from './AccountState.tsx';
import { ActiveSwitch } from './ActiveSwitch.tsx';
import type { Account } from './accountValues.ts';
import { TopUpDialog } from './TopUpDialog.tsx';
import { paymentTypeWords } from './words.ts';

/** Who this is, whether they may call, and their money at a glance. */
export function AccountHeader({ account, tab }: { readonly account: Account; readonly tab: string }) {
  const [isToppingUp, setIsToppingUp] = useState(false);
  const mayTopUp = useMay('money.top_up');
  return (
    <div style={{ marginBottom: 'var(--mantine-spacing-sm)' }}>
      <PageHeader
        title={account.displayName}
        aside={<AccountState isActive={account.isActive} />}
        help={
          <Group gap="0 1rem" component="span">
            <span>
              Customer number <Copyable text={account.customerNumber} label="customer number" />
            </span>
            <span>
              Account <Copyable text={account.accountNumber} label="account number" />
            </span>
            {tab === '' && account.company !== '' && account.company !== account.displayName ? (
              <span>{account.company}</span>
            ) : null}
          </Group>
        }
      >
        <ActiveSwitch account={account} />
        {mayTopUp ? (
          <Button leftSection={<IconCash size={16} />} onClick={() => setIsToppingUp(true)}>
            Top up
          </Button>
        ) : null}
      </PageHeader>
      <div className="k-card" style={{ padding: '0.75rem 1rem' }}>
        <AccountFacts account={account} />
      </div>
      {isToppingUp ? <TopUpDialog accountId={account.id} onClose={() => setIsToppingUp(false)} /> : null}
    </div>
  );
}

function AccountFacts({ account }: { readonly account: Account }) {
  const { balance } = account;
  return (
    <Facts
      facts={[
        { label: `Balance, ${balance.currency}`, value: <Money value={balance.posted} /> },
        { label: 'Held by calls', value: <Money value={balance.held} /> },
        { label: 'Available', value: balance.available === null ? 'No limit' : <Money value={balance.available} /> },
        { label: 'Payment type', value: paymentTypeWords[account.paymentType] },
        {
          label: 'Billing package',
          value: (
            <Anchor component={Link} to={`/billing-packages/${account.billingPackageId}`} fw={560}>
              {account.billingPackageName}
            </Anchor>
          ),
        },
        {
          label: 'Customer route',
          value: (
            <Anchor component={Link} to="/routes" fw={560}>
              {account.routeName}
            </Anchor>
          ),
        },
      ]}
    />
  );
}
