import { Alert, Anchor, Stack, Title } from '@mantine/core';
import { Link } from 'react-router';
import { getPortalAccount, listPortalLiveCalls } from '../../http/contract/portal.ts';
import { useAnswer } from '../api.ts';
import { TickingDuration } from '../kit/Duration.tsx';
import { Facts } from '../kit/Facts.tsx';
import { Money } from '../kit/Money.tsx';
import { Problem } from '../kit/Problem.tsx';
import { Section } from '../kit/Section.tsx';
import { fill } from '../kit/words.tsx';
import { useIsPortalLive } from './portalLive.ts';
import { usePortalWords } from './words/portalWords.ts';

/** How often what moves is asked again while its events do not come. Milliseconds. */
const movingMilliseconds = 5_000;

/** Balance, what is owed, and the calls of this moment. */
export function HomePage() {
  const words = usePortalWords();
  const isLive = useIsPortalLive();
  const asking = isLive ? {} : { refetchInterval: movingMilliseconds };
  const { data, error, refetch } = useAnswer(getPortalAccount, {}, asking);
  const calls = useAnswer(listPortalLiveCalls, {}, asking).data?.items ?? [];
  if (error && !data) return <Problem error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  const { balance, owed, unbilled, nextInvoiceOn, paymentType, displayName } = data;
  const { currency } = balance;
  const isEmpty =
    paymentType === 'pre_paid' && balance.available !== null && !/[1-9]/.test(balance.available.replace(/^-.*/, ''));
  const shown =
    paymentType === 'pre_paid'
      ? [
          { label: fill(words.balance, { currency }), value: <Money value={balance.posted} /> },
          { label: words.heldByCalls, value: <Money value={balance.held} /> },
          { label: words.available, value: <Money value={balance.available ?? balance.posted} /> },
        ]
      : [
          { label: fill(words.toPay, { currency }), value: <Money value={owed} /> },
          { label: words.usedSince, value: <Money value={unbilled} /> },
          { label: words.nextInvoice, value: nextInvoiceOn ?? words.nonePlanned },
        ];
  return (
    <Stack>
      <Title order={1}>{fill(words.goodDay, { name: displayName })}</Title>
      {isLive === false ? <Alert color="yellow">{words.notLive}</Alert> : null}
      {data.isActive ? null : <Alert color="red">{words.suspended}</Alert>}
      {data.restriction === 'none' ? null : <Alert color="yellow">{words.incomingOnly}</Alert>}
      {data.guardState === 'none' ? null : (
        <Alert color="red">{data.guardState === 'locked' ? words.guardLocked : words.guardThrottled}</Alert>
      )}
      {isEmpty ? (
        <Alert color="yellow" role="status">
          {words.nothingLeft}{' '}
          <Anchor component={Link} to="/pay" inherit underline="always">
            {words.topUpNow}
          </Anchor>
        </Alert>
      ) : null}
      <div className="k-card" style={{ padding: '0.75rem 1rem' }}>
        <Facts facts={shown} />
      </div>
      <Section title={words.callsNow}>
        {calls.length === 0 ? (
          words.nobodyCalls
        ) : (
          <ul style={{ margin: 0, paddingLeft: '1.25rem' }}>
            {calls.map((one) => (
              <li key={one.callId}>
                {one.callerNumber} → {one.number} {one.destination} <TickingDuration since={one.answeredAt ?? one.startedAt} />
              </li>
            ))}
          </ul>
        )}
      </Section>
    </Stack>
  );
}
