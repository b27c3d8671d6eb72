import { Alert, Anchor, Badge, Skeleton, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { Link, useParams } from 'react-router';
import { Refusal } from '../../../core/base/refusal.ts';
import { getCall } from '../../../http/contract/calls.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { useAnswer } from '../../api.ts';
import { Copyable } from '../../kit/Copy.tsx';
import { isZero } from '../../kit/decimal.ts';
import { Facts } from '../../kit/Facts.tsx';
import { Money } from '../../kit/Money.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { Problem } from '../../kit/Problem.tsx';
import { Receipt } from '../../kit/Receipt.tsx';
import { Section } from '../../kit/Section.tsx';
import { Duration, Time } from '../../kit/Time.tsx';
import { Quality } from '../liveCalls/Quality.tsx';
import { RecordingsSection } from '../recordings/RecordingsSection.tsx';
import { MissingPage } from '../shell/MissingPage.tsx';
import { Outcome } from './CallTable.tsx';
import { causeText } from './causes.ts';
import { callerText, destinationText, numberText } from './outcome.ts';
import { refusalAdvice } from './refusalAdvice.ts';

type Call = AnswerOf<typeof getCall>;

/** One call: what happened, and every step of its price. */
export function CallPage() {
  const { callId = '' } = useParams();
  const { data: call, error, refetch } = useAnswer(getCall, { params: { callId } });
  if (error instanceof Refusal && (error.code === 'not_found' || error.code === 'invalid_input')) return <MissingPage />;
  if (error && !call) return <Problem error={error} onRetry={() => void refetch()} />;
  if (!call) return <Skeleton h={320} />;
  return (
    <>
      <PageHeader
        title={`${callerText(call)} to ${numberText(call)}`}
        aside={<Outcome row={call} />}
        help={
          <>
            <Time at={call.startedAt} style="full" />
            {destinationText(call) === '' ? '' : ` · ${destinationText(call)}`}
          </>
        }
      />
      <Stack gap="md">
        {call.refusal === null ? null : <Refused call={call} />}
        {call.isEstimated ? (
          <Alert color="yellow" icon={<IconInfoCircle />} title="The end of this call was not seen">
            A part was restarted while it lasted. The duration was settled from what the call engine still knew, never above what
            was granted.
          </Alert>
        ) : null}
        <RecordingsSection callId={call.callId} />
        <div className="k-twothirds">
          <WhatHappened call={call} />
          <Stack gap="md">
            <Price call={call} />
            {call.cost === null ? null : <Cost cost={call.cost} currency={call.currency} />}
          </Stack>
        </div>
      </Stack>
    </>
  );
}

function Refused({ call }: { readonly call: Call }) {
  return (
    <Alert color="yellow" icon={<IconInfoCircle />} title={`Call refused: ${call.refusalText}`}>
      <Text>{refusalAdvice.find(({ code }) => code === call.refusal)?.advice}</Text>
      <Anchor component={Link} to="/help/refusals" size="sm">
        All reasons and what to do
      </Anchor>
    </Alert>
  );
}

function WhatHappened({ call }: { readonly call: Call }) {
  const account =
    call.accountId === null ? (
      'Unknown'
    ) : (
      <Anchor component={Link} to={`/accounts/${call.accountId}`} fw={560}>
        {call.accountName}
      </Anchor>
    );
  const facts = [
    { label: 'Account', value: account },
    { label: 'From', value: <span className="k-num">{callerText(call)}</span> },
    { label: 'Forwarded for', value: forwardedText(call) },
    { label: 'Dialled', value: <span className="k-num">{call.dialled}</span> },
    { label: 'Number', value: call.number === '' ? '' : <span className="k-num">{numberText(call)}</span> },
    { label: 'Protocol', value: call.protocol.toUpperCase() },
    { label: 'Provider', value: call.providerName },
    { label: 'Started', value: <Time at={call.startedAt} style="time" /> },
    { label: 'Answered', value: call.answeredAt ? <Time at={call.answeredAt} style="time" /> : 'Never' },
    { label: 'Ended', value: <Time at={call.endedAt} style="time" /> },
    { label: 'Duration', value: <Duration seconds={call.durationSeconds} /> },
    { label: 'Rang after', value: delayText(call) },
    { label: 'Codec', value: call.codec },
    { label: 'Quality', value: call.quality === null ? '' : <Quality quality={call.quality} /> },
    { label: 'Ended because', value: causeText(call.hangupCause) },
    { label: 'Call ID', value: <Copyable text={call.callId} label="call ID" /> },
  ];
  return (
    <Section title="What happened">
      <Facts isGrid facts={facts.filter(({ value }) => value !== '')} />
    </Section>
  );
}

/** The trade's post-dial delay. */
const delayText = ({ postDialDelayMilliseconds: delay }: Call): string =>
  delay === null ? '' : `${(delay / 1000).toFixed(1)} s`;

/** Who called in the beginning, when this call was passed on. */
function forwardedText({ forwardedFor, forwardedBy }: Call) {
  if (forwardedFor === null) return '';
  return <span className="k-num">{[forwardedFor, ...forwardedBy].join(' → ')}</span>;
}

function Price({ call }: { readonly call: Call }) {
  return (
    <Section
      title="Price explained"
      help={
        call.billingPackageName === null
          ? undefined
          : `${call.billingPackageName}${call.ratePrefix === null ? '' : `, rate for ${call.ratePrefix === '' ? 'every number' : `+${call.ratePrefix}`}`}, ${call.billedSeconds} seconds billed`
      }
    >
      <Stack gap="sm">
        {call.steps.length === 0 ? (
          <Text c="dimmed">This call costs nothing.</Text>
        ) : (
          <Receipt steps={call.steps} total={call.price} currency={call.currency} title="Price explained" />
        )}
        {isZero(call.loss) ? null : (
          <Text>
            Charged <Money value={call.charge} currency={call.currency} />; the rest,{' '}
            <Money value={call.loss} currency={call.currency} />, was more than the account could pay and is the company’s.
          </Text>
        )}
        {call.correction === null ? null : (
          <Text>
            Corrected later by <Money value={call.correction} currency={call.currency} />.
          </Text>
        )}
        {call.rerates.map((one) => (
          <Text key={one.runId}>
            Priced again on <Time at={one.at} style="date" />: <Money value={one.oldPrice} /> became{' '}
            <Money value={one.newPrice} currency={call.currency} />. {one.reason}
          </Text>
        ))}
        {call.transferId === null ? null : (
          <div>
            <Badge color="gray">On the ledger</Badge>{' '}
            {call.accountId === null ? null : (
              <Anchor component={Link} to={`/accounts/${call.accountId}/money`} size="sm">
                See the statement
              </Anchor>
            )}
          </div>
        )}
      </Stack>
    </Section>
  );
}

type CostProps = { readonly cost: NonNullable<Call['cost']>; readonly currency: string };

/** What the provider took, and what was left. */
function Cost({ cost, currency }: CostProps) {
  const prefix = cost.ratePrefix === '' ? 'every number' : `+${cost.ratePrefix}`;
  return (
    <Section title="Cost and margin" help={`${cost.deckName}, rate for ${prefix}`}>
      <Stack gap="sm">
        <Receipt steps={cost.steps} total={cost.amount} currency={currency} title="Cost" />
        <Text fw={600}>
          {cost.margin.startsWith('-') ? 'Loss' : 'Margin'} <Money value={cost.margin} currency={currency} />
        </Text>
      </Stack>
    </Section>
  );
}
