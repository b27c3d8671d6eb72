import { Stack } from '@mantine/core';
import { Copyable } from '../../kit/Copy.tsx';
import { Facts } from '../../kit/Facts.tsx';
import { TextField } from '../../kit/fields.tsx';
import { Section } from '../../kit/Section.tsx';
import { Time } from '../../kit/Time.tsx';
import { ActiveSwitch } from './ActiveSwitch.tsx';
import type { Account } from './accountValues.ts';

/** The information box: whether the account is activated, its numbers, since when and whose it is. */
export function InformationSection({ account }: { readonly account: Account }) {
  return (
    <Section title="Information" help="Unticking suspends at once: no new calls, no registrations, and calls in progress end.">
      <Stack gap="md">
        <ActiveSwitch account={account} />
        <Facts
          facts={[
            { label: 'Account number', value: <Copyable text={account.accountNumber} label="account number" /> },
            { label: 'Creation date', value: <Time at={account.createdAt} /> },
            { label: 'Added by', value: account.createdBy },
            { label: 'Owner', value: account.owner },
          ]}
        />
        <TextField
          name="agentNumber"
          label="Agent number"
          description="Who signed this customer up; empty = Admin"
          autoComplete="off"
          maw={260}
        />
      </Stack>
    </Section>
  );
}
