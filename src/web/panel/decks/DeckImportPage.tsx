import { Anchor, Badge, Button, Group, Progress, Skeleton, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Link, useParams } from 'react-router';
import { Refusal } from '../../../core/base/refusal.ts';
import { cancelDeck, getDeckImport } from '../../../http/contract/decks.ts';
import { useAnswer, useSend } from '../../api.ts';
import { confirm } from '../../kit/confirm.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { Problem } from '../../kit/Problem.tsx';
import { Section } from '../../kit/Section.tsx';
import { useMay } from '../session/session.ts';
import { MissingPage } from '../shell/MissingPage.tsx';
import { BookedSection } from './BookedSection.tsx';
import { ConfirmSection } from './ConfirmSection.tsx';
import { type DeckImport, grouped, isWorking, stateColor, stateText, titleOf } from './deckText.ts';
import { FaultsSection } from './FaultsSection.tsx';
import { FormatSection } from './FormatSection.tsx';
import { ImpactSection } from './ImpactSection.tsx';
import { ReportSection } from './ReportSection.tsx';

/** One import: from its columns to the report, the yes, and the way back. */
export function DeckImportPage() {
  const { id = '' } = useParams();
  const first = useAnswer(getDeckImport, { params: { id } });
  const isMoving = first.data !== undefined && (isWorking(first.data) || first.data.impactState === 'running');
  const {
    data = first.data,
    error,
    refetch,
  } = useAnswer(getDeckImport, { params: { id } }, { refetchInterval: 1000, enabled: isMoving });
  const problem = first.error ?? error;
  if (problem instanceof Refusal && (problem.code === 'not_found' || problem.code === 'invalid_input')) return <MissingPage />;
  if (problem && !data) return <Problem error={problem} onRetry={() => void refetch()} />;
  return data ? <Content one={data} /> : <Skeleton h={320} />;
}

/** Shows the page anew when the instant comes: nothing else changes then, so no answer of the server would. */
function useMoment(at: string | null): void {
  const [, come] = useState(0);
  useEffect(() => {
    const left = at === null ? 0 : Date.parse(at) - Date.now();
    if (left <= 0 || left > longestWait) return undefined;
    const timer = setTimeout(() => come((times) => times + 1), left + 50);
    return () => clearTimeout(timer);
  }, [at]);
}

/** What a browser's timer can hold. Milliseconds. */
const longestWait = 2 ** 31 - 1;

function Content({ one }: { readonly one: DeckImport }) {
  const mayChange = useMay('billing_package.change');
  const { state, counts, problem } = one;
  useMoment(one.bookedFrom);
  const isOpen = state === 'described' || state === 'faulty' || state === 'failed';
  return (
    <>
      <PageHeader title={titleOf(one)} aside={<StateBadge one={one} />} help={<PackageLink one={one} />}>
        {mayChange && state !== 'booked' && state !== 'undone' && state !== 'cancelled' ? <GiveUp one={one} /> : null}
      </PageHeader>
      <Stack>
        {problem === '' ? null : <Problem error={new Error(problem)} />}
        {state === 'uploading' ? (
          <Text>The file has not arrived whole. Give this import up and upload the file again.</Text>
        ) : null}
        {isWorking(one) ? <Working one={one} /> : null}
        {state === 'faulty' ? <FaultsSection one={one} /> : null}
        {isOpen && one.kind === 'file' && mayChange ? <FormatSection key={one.version} one={one} /> : null}
        {state === 'booked' || state === 'undone' ? <BookedSection one={one} mayChange={mayChange} /> : null}
        {counts && (state === 'ready' || state === 'booked' || state === 'undone') ? (
          <ReportSection one={one} counts={counts} />
        ) : null}
        {counts && state === 'ready' && mayChange ? <ImpactSection one={one} /> : null}
        {counts && state === 'ready' && mayChange ? <ConfirmSection one={one} counts={counts} /> : null}
      </Stack>
    </>
  );
}

function StateBadge({ one }: { readonly one: DeckImport }) {
  return (
    <Badge variant="light" color={stateColor(one)}>
      {stateText(one)}
    </Badge>
  );
}

function PackageLink({ one }: { readonly one: DeckImport }) {
  return (
    <>
      For{' '}
      <Anchor component={Link} underline="always" to={`/billing-packages/${one.billingPackageId}`}>
        {one.packageName}
      </Anchor>
      {', by '}
      {one.createdBy}.{' '}
      <Anchor component={Link} underline="always" to={`/billing-packages/${one.billingPackageId}/imports`}>
        All imports
      </Anchor>
    </>
  );
}

/** How far the office is. */
function Working({ one }: { readonly one: DeckImport }) {
  const share = one.kind === 'file' && one.fileBytes > 0 ? one.bytesDone / one.fileBytes : undefined;
  const text =
    one.state === 'reading'
      ? `${grouped(one.linesDone)} lines read, ${grouped(one.faultCount)} faults`
      : `${grouped(one.rowsDone)} rates`;
  return (
    <Section title={stateText(one)} help="You can leave this page; it goes on, also after a restart.">
      <Progress value={one.state === 'reading' && share !== undefined ? share * 100 : 100} animated aria-label={stateText(one)} />
      <Text size="sm" c="dimmed" mt={4} aria-live="polite">
        {text}
      </Text>
    </Section>
  );
}

function GiveUp({ one }: { readonly one: DeckImport }) {
  const cancel = useSend(cancelDeck);
  const ask = () =>
    confirm({
      title: 'Give this import up?',
      text: 'Its file and its report are thrown away. No rate changes.',
      verb: 'Give up',
      isDangerous: true,
      onConfirm: () =>
        cancel.mutate(
          { params: { id: one.id } },
          { onSuccess: () => notifyDone('The import is given up.'), onError: notifyProblem },
        ),
    });
  return (
    <Group>
      <Button variant="default" onClick={ask} loading={cancel.isPending}>
        Give up
      </Button>
    </Group>
  );
}
