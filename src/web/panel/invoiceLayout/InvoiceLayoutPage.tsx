import { Badge, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Refusal } from '../../../core/base/refusal.ts';
import { changeInvoiceLayout, getInvoiceLayout } from '../../../http/contract/invoiceLayout.ts';
import { call, useAnswer, useSend } from '../../api.ts';
import { LeaveGuard } from '../../kit/LeaveGuard.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { Problem } from '../../kit/Problem.tsx';
import { useUnsaved } from '../../kit/unsaved.ts';
import { type Draft, isSourceFault, type Layout } from './draft.ts';
import { LayoutEditor } from './LayoutEditor.tsx';
import { LayoutPreview } from './LayoutPreview.tsx';
import { LayoutVersions } from './LayoutVersions.tsx';
import { MailSection } from './MailSection.tsx';

/** The operator's own layout of invoices, with what it prints beside it. */
export function InvoiceLayoutPage() {
  const { data, error, refetch } = useAnswer(getInvoiceLayout, {});
  // The version that editing began with: what the save answers for.
  const [opened, setOpened] = useState<Layout>();
  const layout = opened ?? data;
  if (error && !layout) return <Problem error={error} onRetry={() => void refetch()} />;
  if (!layout) return <Skeleton h={420} />;
  if (!opened) setOpened(layout);
  return <Editing key={layout.id} layout={layout} onOpen={setOpened} />;
}

type EditingProps = { readonly layout: Layout; readonly onOpen: (layout: Layout) => void };

function Editing({ layout, onOpen }: EditingProps) {
  const [draft, setDraft] = useState<Draft>({ source: layout.source, logo: layout.logo, callsBy: layout.callsBy });
  const [failure, setFailure] = useState<unknown>();
  const change = useSend(changeInvoiceLayout);
  const isDirty = draft.source !== layout.source || draft.logo !== layout.logo || draft.callsBy !== layout.callsBy;
  useUnsaved(() => isDirty);
  const edit = (part: Partial<Draft>) => {
    setFailure(undefined);
    setDraft((before) => ({ ...before, ...part }));
  };
  const save = async () => {
    try {
      const saved = await change.mutateAsync({ body: { ...draft, before: layout.id } });
      notifyDone(
        saved.source === draft.source
          ? 'Saved. Invoices issued from now on have it.'
          : 'Saved, without what is not allowed in a layout.',
      );
      onOpen(saved);
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <>
      <LeaveGuard isDirty={() => isDirty} />
      <PageHeader
        title="Invoice Layout"
        aside={<Badge variant="light">{layout.isBuiltIn ? 'Built in' : `Version ${layout.id}`}</Badge>}
        help="How invoices look that are issued from now on. Issued ones stay as they were."
      >
        <Button onClick={() => void save()} loading={change.isPending} disabled={!isDirty}>
          Save as a new version
        </Button>
      </PageHeader>
      <Stack gap="md">
        <Failure failure={failure} onOpen={onOpen} />
        <div className="k-layout">
          <LayoutEditor draft={draft} failure={failure} onEdit={edit} onSave={() => void save()} />
          <LayoutPreview draft={draft} />
        </div>
        <PdfWords layout={layout} />
        <LayoutVersions current={layout} onRestored={onOpen} />
        <MailSection />
      </Stack>
    </>
  );
}

function Failure({ failure, onOpen }: { readonly failure: unknown; readonly onOpen: (layout: Layout) => void }) {
  if (failure === undefined || isSourceFault(failure)) return null;
  const isStale = failure instanceof Refusal && failure.code === 'stale_version';
  const load = () => void call(getInvoiceLayout, {}).then(onOpen).catch(notifyProblem);
  return (
    <Problem error={failure}>
      {isStale ? (
        <Button size="xs" variant="default" onClick={load}>
          Show the current layout (drops what you typed)
        </Button>
      ) : null}
    </Problem>
  );
}

const makers = {
  typst: 'PDFs of the built-in layout are made by the panel itself (PDF/A, with typst).',
  chromium: 'PDFs of your own layout are made by the Chromium of this machine.',
  none: 'There is no Chromium on this machine: your own layout is there as HTML, and invoices by e-mail wait. Install Chromium, or restore the built-in layout.',
};

function PdfWords({ layout }: { readonly layout: Layout }) {
  return (
    <Group>
      <Text c={layout.pdfBy === 'none' ? 'red' : 'dimmed'} size="sm">
        {makers[layout.pdfBy]}
      </Text>
    </Group>
  );
}
