import { Button } from '@mantine/core';
import { IconEye, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { listInvoiceRuns, startInvoiceRun } from '../../../http/contract/invoiceRuns.ts';
import { usePages, useSend } from '../../api.ts';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { Day } from '../../kit/Day.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { Money } from '../../kit/Money.tsx';
import { notifyProblem } from '../../kit/notify.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { Time } from '../../kit/Time.tsx';
import { useCurrency, useMay } from '../session/session.ts';
import { StartRunDialog } from './StartRunDialog.tsx';
import { modeWords, type Run, RunState } from './words.tsx';

/** Every invoice run, by itself, by hand and previews. */
export function InvoiceRunsPage() {
  const list = usePages(listInvoiceRuns, { query: {} });
  return (
    <>
      <PageHeader
        title="Invoice runs"
        help="A run issues the invoices that are due. It can be stopped and goes on where it was; nothing is invoiced twice."
      >
        <Start />
      </PageHeader>
      <div className="k-card">
        <DataTable
          label="Invoice runs"
          columns={columnsFor(useCurrency())}
          {...list}
          keyOf={(run) => run.id}
          hrefOf={(run) => `/invoice-runs/${run.id}`}
          empty={
            <EmptyState icon={IconPlayerPlay} title="No run yet">
              A preview shows what a run would issue, with totals and problems such as a missing address. Billing Settings let
              runs start by themselves.
            </EmptyState>
          }
        />
      </div>
    </>
  );
}

function Start() {
  const [isOpen, setIsOpen] = useState(false);
  const preview = useSend(startInvoiceRun);
  const navigate = useNavigate();
  if (!useMay('invoice.issue')) return null;
  const look = () =>
    preview
      .mutateAsync({ body: { mode: 'preview' } })
      .then((run) => navigate(`/invoice-runs/${run.id}`))
      .catch(notifyProblem);
  return (
    <>
      <Button variant="default" leftSection={<IconEye size={16} />} onClick={() => void look()} loading={preview.isPending}>
        Preview
      </Button>
      <Button leftSection={<IconPlayerPlay size={16} />} onClick={() => setIsOpen(true)}>
        Run invoices
      </Button>
      {isOpen ? <StartRunDialog onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

const columnsFor = (currency: string): readonly Column<Run>[] => [
  { key: 'started', title: 'Started', cell: (run) => <Time at={run.startedAt} /> },
  { key: 'mode', title: 'How', cell: (run) => modeWords[run.mode] },
  { key: 'state', title: 'State', cell: (run) => <RunState state={run.state} /> },
  { key: 'asOf', title: 'Due on', cell: (run) => <Day on={run.asOf} /> },
  { key: 'by', title: 'By', cell: (run) => run.actorName },
  { key: 'count', title: 'Invoices', align: 'right', cell: (run) => <span className="k-num">{run.invoiceCount}</span> },
  { key: 'problems', title: 'Problems', align: 'right', cell: (run) => <span className="k-num">{run.problemCount}</span> },
  { key: 'total', title: `Total, ${currency}`, align: 'right', cell: (run) => <Money value={run.total} /> },
];
