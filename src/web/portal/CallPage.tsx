import { Anchor, Stack, Title } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { getPortalCall } from '../../http/contract/portal.ts';
import { useAnswer } from '../api.ts';
import { Facts } from '../kit/Facts.tsx';
import { Problem } from '../kit/Problem.tsx';
import { Receipt } from '../kit/Receipt.tsx';
import { Section } from '../kit/Section.tsx';
import { Duration, Time } from '../kit/Time.tsx';
import { fill } from '../kit/words.tsx';
import { usePortalWords } from './words/portalWords.ts';

/** One call with its price explained, step by step. */
export function CallPage() {
  const words = usePortalWords();
  const { callId = '' } = useParams();
  const { data, error } = useAnswer(getPortalCall, { params: { callId } });
  if (error) return <Problem error={error} />;
  if (!data) return null;
  const facts = [
    { label: words.start, value: <Time at={data.startedAt} style="full" /> },
    { label: words.caller, value: data.callerNumber },
    { label: words.callee, value: data.number },
    { label: words.where, value: data.destination },
    { label: words.length, value: <Duration seconds={data.durationSeconds} /> },
    { label: words.chargedFor, value: <Duration seconds={data.billedSeconds} /> },
    ...(data.sound === null ? [] : [{ label: words.sound, value: words.sounds[data.sound] }]),
  ];
  return (
    <Stack>
      <Anchor component={Link} to="/calls">
        {words.allCalls}
      </Anchor>
      <Title order={1}>{fill(words.callWith, { number: data.direction === 'incoming' ? data.callerNumber : data.number })}</Title>
      <div className="k-card" style={{ padding: '0.75rem 1rem' }}>
        <Facts facts={facts} />
      </div>
      <Section title={words.price}>
        <Receipt
          steps={data.steps}
          total={data.charge}
          currency={data.currency}
          title={words.priceExplained}
          totalWord={words.total}
        />
      </Section>
    </Stack>
  );
}
