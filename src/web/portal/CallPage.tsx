import { Anchor, Stack, Title } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { getPortalCall } from '../../http/contract/portal.ts';
import { useAnswer } from '../api.ts';
import { Facts } from '../kit/Facts.tsx';
import { Problem } from '../kit/Problem.tsx';
import { Receipt } from '../kit/Receipt.tsx';
import { Section } from '../kit/Section.tsx';
import { Duration, Time } from '../kit/Time.tsx';

const soundWords = { good: 'Good', fair: 'Fair', poor: 'Poor', no_sound: 'Nothing was heard' } as const;

/** One call with its price explained, step by step. */
export function CallPage() {
  const { callId = '' } = useParams();
  const { data, error } = useAnswer(getPortalCall, { params: { callId } });
  if (error) return <Problem error={error} />;
  if (!data) return null;
  const facts = [
    { label: 'Start', value: <Time at={data.startedAt} style="full" /> },
    { label: 'From', value: data.callerNumber },
    { label: 'To', value: data.number },
    { label: 'Where', value: data.destination },
    { label: 'Length', value: <Duration seconds={data.durationSeconds} /> },
    { label: 'Charged for', value: <Duration seconds={data.billedSeconds} /> },
    ...(data.sound === null ? [] : [{ label: 'Sound', value: soundWords[data.sound] }]),
  ];
  return (
    <Stack>
      <Anchor component={Link} to="/calls">
        All calls
      </Anchor>
      <Title order={1}>Call with {data.direction === 'incoming' ? data.callerNumber : data.number}</Title>
      <div className="k-card" style={{ padding: '0.75rem 1rem' }}>
        <Facts facts={facts} />
      </div>
      <Section title="Price">
        <Receipt steps={data.steps} total={data.charge} currency={data.currency} title="Price explained" />
      </Section>
    </Stack>
  );
}
