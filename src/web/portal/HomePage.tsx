import { Alert, Anchor, Stack, Title } from '@mantine/core';
import { Link } from 'react-router';
import { getPortalAccount, listPortalLiveCalls } from '../../http/contract/portal.ts';
import { useAnswer } from '../api.ts';
import { Facts } from '../kit/Facts.tsx';
import { Money } from '../kit/Money.tsx';
import { Problem } from '../kit/Problem.tsx';
import { Section } from '../kit/Section.tsx';
import { TickingDuration } from '../kit/Time.tsx';

/** How often what moves is asked again. Milliseconds. */
const movingMilliseconds = 5_000;

/** Balance, what is owed, and the calls of this moment. */
export function HomePage() {
  const { data, error, refetch } = useAnswer(getPortalAccount, {}, { refetchInterval: movingMilliseconds });
  const calls = useAnswer(listPortalLiveCalls, {}, { refetchInterval: movingMilliseconds }).data?.items ?? [];
  if (error && !data) return <Problem error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  const { balance, owed, unbilled, nextInvoiceOn, paymentType, displayName } = data;
  const { currency } = balance;
  const isEmpty =
    paymentType === 'pre_paid' && balance.available !== null && !/[1-9]/.test(balance.available.replace(/^-.*/, ''));
  const shown =
    paymentType === 'pre_paid'
      ? [
          { label: `Balance, ${currency}`, value: <Money value={balance.posted} /> },
          { label: 'Held by calls', value: <Money value={balance.held} /> },
          { label: 'Available', value: <Money value={balance.available ?? balance.posted} /> },
        ]
      : [
          { label: `To pay, ${currency}`, value: <Money value={owed} /> },
          { label: 'Used since the last invoice', value: <Money value={unbilled} /> },
          { label: 'Next invoice', value: nextInvoiceOn ?? 'None planned' },
        ];
  return (
    <Stack>
      <Title order={1}>Good day, {displayName}</Title>
      {data.isActive ? null : <Alert color="red">This account is suspended. Please call us.</Alert>}
      {data.restriction === 'none' ? null : (
        <Alert color="yellow">Your phones receive calls only, until your open invoices are paid.</Alert>
      )}
      {data.guardState === 'none' ? null : (
        <Alert color="red">
          {data.guardState === 'locked'
            ? 'Outgoing calls are stopped because the last ones did not look like yours. '
            : 'One call at a time is possible because the last ones did not look like yours. '}
          Emergency calls and incoming calls work. Please call us.
        </Alert>
      )}
      {isEmpty ? (
        <Alert color="yellow" role="status">
          Nothing is left to call with.{' '}
          <Anchor component={Link} to="/pay" inherit underline="always">
            Top up now
          </Anchor>
        </Alert>
      ) : null}
      <div className="k-card" style={{ padding: '0.75rem 1rem' }}>
        <Facts facts={shown} />
      </div>
      <Section title="Calls now">
        {calls.length === 0 ? (
          'Nobody is on the phone.'
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
