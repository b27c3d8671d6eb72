import { Alert, Button, Group, Skeleton, Stack } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { Refusal } from '../../../core/base/refusal.ts';
import { approveRerate, cancelRerate, getRerate } from '../../../http/contract/rerates.ts';
import { useAnswer, useSend } from '../../api.ts';
import { confirm } from '../../kit/confirm.tsx';
import { formatDecimal, isZero } from '../../kit/decimal.ts';
import { Facts } from '../../kit/Facts.tsx';
import { Money } from '../../kit/Money.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { Problem } from '../../kit/Problem.tsx';
import { Section } from '../../kit/Section.tsx';
import { Time } from '../../kit/Time.tsx';
import { useCurrency } from '../session/session.ts';
import { MissingPage } from '../shell/MissingPage.tsx';
import { RerateLists } from './RerateLists.tsx';
import { RerateState } from './RerateState.tsx';
import { isMoving, type Run, scopeText } from './rerateText.ts';
import { UndoDialog } from './UndoDialog.tsx';

/** One re-rating: what it would change, and the way to approve it or take it back. */
export function RerateRunPage() {
  const { id = '' } = useParams();
  const [isMovingNow, setMoving] = useState(true);
  const { data: run, error, refetch } = useAnswer(getRerate, { params: { id } }, isMovingNow ? { refetchInterval: 1000 } : {});
  if (run && isMoving(run) !== isMovingNow) setMoving(isMoving(run));
  if (error instanceof Refusal && (error.code === 'not_found' || error.code === 'invalid_input')) return <MissingPage />;
  if (error && !run) return <Problem error={error} onRetry={() => void refetch()} />;
  if (!run) return <Skeleton h={320} />;
  return (
    <>
      <PageHeader title={`Re-rating ${run.id}`} aside={<RerateState run={run} />} help={`${scopeText(run)} · ${run.reason}`}>
        <Buttons run={run} />
      </PageHeader>
      <Stack gap="md">
        {run.isOutdated ? (
          <Alert color="yellow" icon={<IconAlertTriangle />} title="Rates were changed since this preview began">
            It cannot be approved any more. Put it away and make a new one.
          </Alert>
        ) : null}
        <Figures run={run} />
        {isMoving(run) && run.state === 'previewing' ? (
          <Alert color="blue" icon={<IconInfoCircle />} title={`${run.progress} % of the calls looked at`}>
            The back office goes on with it whether or not this page is open.
          </Alert>
        ) : (
          <RerateLists key={run.state} run={run} />
        )}
      </Stack>
    </>
  );
}

function Figures({ run }: { readonly run: Run }) {
  const currency = useCurrency();
  const number = (value: number) => <span className="k-num">{value.toLocaleString('en')}</span>;
  const money = (value: string) => <Money value={value} currency={currency} />;
  const facts = [
    { label: 'Calls looked at', value: number(run.callCount) },
    { label: 'Calls with another price', value: number(run.changedCount) },
    { label: 'Price so far', value: money(run.oldTotal) },
    { label: 'Price again', value: money(run.newTotal) },
    { label: 'Difference', value: money(run.difference) },
    { label: 'Without a rate, left as they are', value: run.withoutRateCount === 0 ? '' : number(run.withoutRateCount) },
    { label: 'Estimated or with included minutes, left out', value: run.leftOutCount === 0 ? '' : number(run.leftOutCount) },
    { label: 'Corrections booked', value: run.approvedAt === null ? '' : number(run.bookedCount) },
    { label: 'Charged to customers', value: run.approvedAt === null ? '' : money(run.bookedTotal) },
    { label: 'Not paid by customers', value: isZero(run.lossTotal) ? '' : money(run.lossTotal) },
    { label: 'Changed meanwhile, not booked', value: run.staleCount === 0 ? '' : number(run.staleCount) },
    { label: 'Calls answered from', value: run.from === null ? '' : <Time at={run.from} /> },
    { label: 'Until before', value: run.to === null ? '' : <Time at={run.to} /> },
    {
      label: 'Rates',
      value: run.ratesAt === null ? run.undoOf === null ? 'In force at the answer' : '' : <Time at={run.ratesAt} />,
    },
    {
      label: 'Higher prices',
      value: run.mayOverdraw ? 'May take Pre-Paid below zero' : 'As far as the money of Pre-Paid reaches',
    },
    { label: 'Asked for by', value: run.createdBy },
    { label: 'Approved by', value: run.approvedBy ?? '' },
  ];
  return (
    <Section title="What it changes">
      <Facts isGrid facts={facts.filter(({ value }) => value !== '')} />
    </Section>
  );
}

function Buttons({ run }: { readonly run: Run }) {
  const approve = useSend(approveRerate);
  const cancel = useSend(cancelRerate);
  const currency = useCurrency();
  const navigate = useNavigate();
  const [isUndoing, setUndoing] = useState(false);
  const params = { id: run.id };
  const say = async (work: Promise<unknown>, words: string) => work.then(() => notifyDone(words)).catch(notifyProblem);
  const ask = () =>
    confirm({
      title: `Book ${run.changedCount} corrections?`,
      text: `${formatDecimal(run.difference)} ${currency} in all. Each correction stands on its customer’s statement, and on the next invoice. The calls themselves stay as they are.`,
      verb: 'Approve and book',
      onConfirm: () => void say(approve.mutateAsync({ params }), 'Approved. The corrections are being booked.'),
    });
  return (
    <Group gap="xs">
      {run.state === 'previewing' || run.state === 'ready' ? (
        <Button variant="default" onClick={() => void say(cancel.mutateAsync({ params }), 'Put away. Nothing was booked.')}>
          Put away
        </Button>
      ) : null}
      {run.state === 'ready' ? (
        <Button disabled={run.isOutdated || run.changedCount === 0} onClick={ask}>
          Approve
        </Button>
      ) : null}
      {run.state === 'done' && run.undoneBy === null && run.bookedCount > 0 ? (
        <Button variant="default" onClick={() => setUndoing(true)}>
          Take back
        </Button>
      ) : null}
      {run.undoneBy === null ? null : (
        <Button variant="default" onClick={() => void navigate(`/rerates/${run.undoneBy}`)}>
          See what took it back
        </Button>
      )}
      {isUndoing ? <UndoDialog runId={run.id} onClose={() => setUndoing(false)} /> : null}
    </Group>
  );
}
