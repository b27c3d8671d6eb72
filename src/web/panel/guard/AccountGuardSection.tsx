import { Alert, Anchor, Badge, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconShieldLock } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { getAccountGuard } from '../../../http/contract/guard.ts';
import { useAnswer } from '../../api.ts';
import { Facts } from '../../kit/Facts.tsx';
import { Money } from '../../kit/Money.tsx';
import { Section } from '../../kit/Section.tsx';
import { Time } from '../../kit/Time.tsx';
import { useMay } from '../session/session.ts';
import type { AccountGuard } from './accountGuard.ts';
import { GuardActs } from './GuardActs.tsx';
import { GuardDrawer } from './GuardDrawer.tsx';
import { countriesText, stateWords } from './guardText.ts';
import { ReleaseDialog } from './ReleaseDialog.tsx';

const refresh = { refetchInterval: 15_000 };

/** Says that the guard has stopped this account, why, and lets staff end it. Nothing at all otherwise. */
export function GuardBanner({ id }: { readonly id: string }) {
  const { data } = useAnswer(getAccountGuard, { params: { id } }, refresh);
  const [isReleasing, setIsReleasing] = useState(false);
  const mayRelease = useMay('account.suspend');
  if (!data || data.state === 'none') return null;
  return (
    <Alert
      color={stateWords[data.state].color}
      icon={<IconShieldLock size={18} />}
      title={data.state === 'locked' ? 'The fraud guard has locked outgoing calls' : 'The fraud guard allows one call at a time'}
    >
      <Text>{data.said}</Text>
      <Text size="sm" mt={4}>
        Ask the customer whether these calls are theirs. If not, give the phones new secrets before you release the account.
        Emergency calls, calls inside and incoming calls work.
      </Text>
      {mayRelease ? (
        <Button mt="sm" size="xs" onClick={() => setIsReleasing(true)}>
          Release
        </Button>
      ) : null}
      {isReleasing ? <ReleaseDialog id={id} onClose={() => setIsReleasing(false)} /> : null}
    </Alert>
  );
}

/** What this account may call, where it differs from the settings, and what the guard did to it. */
export function AccountGuardSection({ id }: { readonly id: string }) {
  const { data } = useAnswer(getAccountGuard, { params: { id } }, refresh);
  const [isChanging, setIsChanging] = useState(false);
  const mayChange = useMay('account.change');
  return (
    <Section
      title="Fraud guard"
      help={data ? helpOf(data) : undefined}
      aside={
        mayChange && data ? (
          <Button variant="default" size="xs" onClick={() => setIsChanging(true)}>
            Change
          </Button>
        ) : null
      }
    >
      {data ? (
        <Stack gap="md">
          <Terms guard={data} />
          <GuardActs id={id} />
        </Stack>
      ) : (
        <Skeleton h={80} />
      )}
      {isChanging && data ? <GuardDrawer id={id} guard={data} onClose={() => setIsChanging(false)} /> : null}
    </Section>
  );
}

function helpOf({ isGuarded, isOn, terms }: AccountGuard): string {
  if (!isOn) return 'The guard is switched off for all accounts, under Settings.';
  if (!isGuarded) return 'Not guarded: nothing is refused to this account, unusual calls are only reported.';
  return terms.isYoung
    ? 'A new account: the limits of new accounts hold.'
    : 'What holds for calls abroad and to special numbers.';
}

function Terms({ guard }: { readonly guard: AccountGuard }) {
  const { terms, quietUntil, state } = guard;
  const own = (value: unknown, text: React.ReactNode) =>
    value === null ? (
      text
    ) : (
      <Group gap={6} wrap="nowrap">
        {text}
        <Badge variant="light">own</Badge>
      </Group>
    );
  const open = (isOpen: boolean) => <Badge color={isOpen ? 'yellow' : 'gray'}>{isOpen ? 'Open' : 'Closed'}</Badge>;
  const facts = [
    { label: 'State', value: <Badge color={stateWords[state].color}>{stateWords[state].label}</Badge> },
    ...(quietUntil === undefined ? [] : [{ label: 'Only warned until', value: <Time at={quietUntil} /> }]),
    ...(guard.isGuarded
      ? [
          { label: 'Special destinations', value: open(guard.allowsSpecial) },
          { label: 'High-risk destinations', value: open(guard.allowsHighRisk) },
          { label: 'Countries', value: own(guard.countries, countriesText(terms.countries)) },
          { label: 'Dearest minute', value: own(guard.pricePerMinuteMax, <Money value={terms.pricePerMinuteMax} />) },
          { label: 'Longest call', value: own(guard.callSecondsMax, `${Math.round(terms.callSecondsMax / 60)} min`) },
          { label: 'Calls at once', value: own(guard.callsAtOnce, String(terms.callsAtOnce)) },
          { label: 'Calls in a minute', value: own(guard.callsPerMinute, String(terms.callsPerMinute)) },
          { label: 'Calls in an hour', value: own(guard.callsPerHour, String(terms.callsPerHour)) },
        ]
      : []),
  ];
  return (
    <>
      <Facts isGrid facts={facts} />
      <Anchor component={Link} to="/settings/fraud-guard" size="sm">
        The guard of all accounts
      </Anchor>
    </>
  );
}
