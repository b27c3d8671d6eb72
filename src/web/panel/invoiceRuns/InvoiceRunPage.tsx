import { Anchor, Badge, Button, Group, Progress, Skeleton, Stack, Text } from '@mantine/core';
import { IconDownload, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { Link, useParams } from 'react-router';
import { Refusal } from '../../../core/base/refusal.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { getRunFiles } from '../../../http/contract/invoiceLayout.ts';
import { getInvoiceRun, listInvoiceRunItems, setInvoiceRunState } from '../../../http/contract/invoiceRuns.ts';
import { fileAddress, useAnswer, usePages, useSend } from '../../api.ts';
import { Chips } from '../../kit/Chips.tsx';
import { saveFile, toCsv } from '../../kit/csv.ts';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { Day } from '../../kit/Day.tsx';
import { Facts } from '../../kit/Facts.tsx';
import { Money } from '../../kit/Money.tsx';
import { notifyProblem } from '../../kit/notify.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { Problem } from '../../kit/Problem.tsx';
import { Section } from '../../kit/Section.tsx';
import { Time } from '../../kit/Time.tsx';
import { chosen, useFilters } from '../../kit/useFilters.ts';
import { useCurrency, useMay } from '../session/session.ts';
import { MissingPage } from '../shell/MissingPage.tsx';
import { modeWords, type Run, RunState } from './words.tsx';

type Item = AnswerOf<typeof listInvoiceRunItems>['items'][number];

/** One run: how far it is, its totals, and what came out for each account. */
export function InvoiceRunPage() {
  const { id = '' } = useParams();
  const { data: run, error, refetch } = useAnswer(getInvoiceRun, { params: { id } }, { refetchInterval: 1000 });
  if (error instanceof Refusal && (error.code === 'not_found' || error.code === 'invalid_input')) return <MissingPage />;
  if (error && !run) return <Problem error={error} onRetry={() => void refetch()} />;
  if (!run) return <Skeleton h={320} />;
  return (
    <>
      <PageHeader
        title={run.mode === 'preview' ? 'Preview of an invoice run' : 'Invoice run'}
        aside={<RunState state={run.state} />}
        help={
          <>
            <Time at={run.startedAt} style="full" /> · {modeWords[run.mode]}, {run.actorName}
          </>
        }
      >
        {run.mode !== 'preview' && run.invoiceCount > 0 ? (
          <Button
            component="a"
            variant="default"
            leftSection={<IconDownload size={16} />}
            href={fileAddress(getRunFiles, { params: { id: run.id } })}
            download
          >
            All as ZIP
          </Button>
        ) : null}
        <StateButton run={run} />
      </PageHeader>
      <Stack gap="md">
        <Totals run={run} />
        {/* A run that moved on has another list. */}
        <Items key={run.state} run={run} />
      </Stack>
    </>
  );
}

function StateButton({ run }: { readonly run: Run }) {
  const send = useSend(setInvoiceRunState);
  const mayIssue = useMay('invoice.issue');
  if (!mayIssue || run.state === 'done') return null;
  const isRunning = run.state === 'running';
  const turn = () =>
    void send.mutateAsync({ params: { id: run.id }, body: { state: isRunning ? 'stopped' : 'running' } }).catch(notifyProblem);
  const icon = isRunning ? <IconPlayerStop size={16} /> : <IconPlayerPlay size={16} />;
  return (
    <Button variant="default" leftSection={icon} onClick={turn} loading={send.isPending}>
      {isRunning ? 'Stop' : 'Go on'}
    </Button>
  );
}

function Totals({ run }: { readonly run: Run }) {
  const currency = useCurrency();
  // Accounts that became due meanwhile are done too: never more than all.
  const part = run.state === 'done' ? 100 : Math.min(100, (100 * run.doneCount) / Math.max(run.accountCount, 1));
  const isPreview = run.mode === 'preview';
  return (
    <Section
      title={isPreview ? 'What would be issued' : 'What was issued'}
      help={
        isPreview
          ? 'Nothing was issued and nothing was charged.'
          : 'Accounts with a problem stay due: the next run takes them up.'
      }
    >
      <Progress value={part} aria-label="Progress" mb="md" animated={run.state === 'running'} />
      <Facts
        facts={[
          {
            label: 'Accounts',
            value: <span className="k-num">{`${run.doneCount} of ${Math.max(run.accountCount, run.doneCount)}`}</span>,
          },
          { label: 'Invoices', value: <span className="k-num">{run.invoiceCount}</span> },
          { label: 'Problems', value: <span className="k-num">{run.problemCount}</span> },
          { label: 'Total', value: <Money value={run.total} currency={currency} /> },
          { label: 'Due on', value: <Day on={run.asOf} /> },
          ...(run.until === null ? [] : [{ label: 'Period ends before', value: <Day on={run.until} /> }]),
        ]}
      />
      {isPreview || run.invoiceCount === 0 ? null : (
        <Anchor component={Link} to={`/invoices?runId=${run.id}`} size="sm">
          Show the invoices
        </Anchor>
      )}
    </Section>
  );
}

const outcomes = [
  { value: 'issued', label: 'Invoice' },
  { value: 'problem', label: 'Problem' },
  { value: 'nothing', label: 'Nothing' },
] as const;

function Items({ run }: { readonly run: Run }) {
  const filters = useFilters(['outcome']);
  const list = usePages(listInvoiceRunItems, { params: { id: run.id }, query: chosen(filters.values) });
  const rows = list.rows ?? [];
  return (
    <Section
      title="Accounts"
      aside={
        <Group gap="sm">
          <Chips
            label="Outcome"
            value={filters.values.outcome}
            onChange={(value) => filters.set('outcome', value)}
            data={outcomes}
          />
          <Button
            size="xs"
            variant="default"
            leftSection={<IconDownload size={15} />}
            disabled={rows.length === 0}
            onClick={() => saveFile('invoice-run.csv', toCsv(csvHead, rows.map(csvRow)))}
          >
            Export CSV
          </Button>
        </Group>
      }
      isFlush
    >
      <DataTable
        label="Accounts"
        columns={columnsFor(useCurrency())}
        {...list}
        keyOf={(item) => item.accountId}
        hrefOf={(item) => `/accounts/${item.accountId}/money`}
        empty={<Text p="md">{run.state === 'running' ? 'The first accounts will stand here in a moment.' : 'No account.'}</Text>}
      />
    </Section>
  );
}

const csvHead = ['Account number', 'Customer', 'Outcome', 'Problem', 'Invoices', 'Total', 'Currency'];
const csvRow = (item: Item) => [
  ...[item.accountNumber, item.customerName, item.outcome, item.problem, String(item.invoiceCount), item.total, item.currency],
];

const columnsFor = (currency: string): readonly Column<Item>[] => [
  { key: 'customer', title: 'Customer', cell: (item) => item.customerName },
  { key: 'number', title: 'Account number', cell: (item) => <span className="k-num">{item.accountNumber}</span> },
  { key: 'outcome', title: 'Outcome', cell: (item) => <Outcome item={item} /> },
  { key: 'count', title: 'Invoices', align: 'right', cell: (item) => <span className="k-num">{item.invoiceCount}</span> },
  { key: 'total', title: `Total, ${currency}`, align: 'right', cell: (item) => <Money value={item.total} /> },
];

function Outcome({ item }: { readonly item: Item }) {
  if (item.outcome === 'problem')
    return (
      <>
        <Badge color="red">Problem</Badge> {item.problem}
      </>
    );
  return item.outcome === 'issued' ? <Badge color="green">Invoice</Badge> : <Badge color="gray">Nothing to invoice</Badge>;
}
