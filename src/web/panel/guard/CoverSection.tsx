import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { coverAccounts } from '../../../http/contract/guard.ts';
import { useSend } from '../../api.ts';
import { confirm } from '../../kit/confirm.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { Section } from '../../kit/Section.tsx';
import { useMay } from '../session/session.ts';

type CoverSectionProps = { readonly uncovered: number; readonly onCovered: () => void };

/** Accounts from before the guard: it only watches them until somebody says that it shall look after them too. */
export function CoverSection({ uncovered, onCovered }: CoverSectionProps) {
  const cover = useSend(coverAccounts);
  const [isRunning, setIsRunning] = useState(false);
  const mayChange = useMay('setting.change');
  if (uncovered === 0) return null;
  const run = async () => {
    setIsRunning(true);
    try {
      for (let left = uncovered; left > 0; ) left = (await cover.mutateAsync({})).uncovered;
      notifyDone('Every account is guarded now.');
    } catch (error) {
      notifyProblem(error);
    } finally {
      setIsRunning(false);
      onCovered();
    }
  };
  const ask = () =>
    confirm({
      title: 'Guard all accounts?',
      text: 'From their next call on these accounts may call the own country and the countries below, but no special or high-risk destinations, until you open them on the page of the account.',
      verb: 'Guard them',
      isDangerous: true,
      onConfirm: () => void run(),
    });
  return (
    <Section
      title="Accounts from before"
      help={`${uncovered >= 1000 ? '1000 or more' : uncovered} ${uncovered === 1 ? 'account was' : 'accounts were'} here before the guard. Nothing is refused to them; unusual calls are only reported.`}
      aside={
        mayChange ? (
          <Button variant="default" onClick={ask} loading={isRunning}>
            Guard all accounts
          </Button>
        ) : null
      }
    >
      <Text c="dimmed" size="sm">
        Or account by account, on the page of each.
      </Text>
    </Section>
  );
}
