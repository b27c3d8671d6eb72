import { Button, Group, Select, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { previewInvoiceLayout, previewInvoicePdf } from '../../../http/contract/invoiceLayout.ts';
import { listInvoices } from '../../../http/contract/invoices.ts';
import { call, useAnswer } from '../../api.ts';
import { notifyProblem } from '../../kit/notify.ts';
import { problemText } from '../../kit/Problem.tsx';
import { Section } from '../../kit/Section.tsx';
import type { Draft } from './draft.ts';

/** What the layout prints, of a real invoice, while it is typed. The frame may run and load nothing. */
export function LayoutPreview({ draft }: { readonly draft: Draft }) {
  const [invoiceId, setInvoiceId] = useState<string | null>(null);
  const [settled] = useDebouncedValue(draft, 500);
  const body = { ...settled, ...(invoiceId === null ? {} : { invoiceId }) };
  const { data, error } = useQuery({
    queryKey: ['invoice-layout-preview', body],
    queryFn: ({ signal }) => call(previewInvoiceLayout, { body }, signal),
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <Section title="Preview" aside={<Aside invoiceId={invoiceId} onChoose={setInvoiceId} draft={draft} />}>
      {error ? (
        <Text c="red" size="sm" mb="xs">
          {problemText(error)}
        </Text>
      ) : data?.isChanged ? (
        <Text c="dimmed" size="sm" mb="xs">
          Something that is not allowed in a layout is left out here, and when it is saved.
        </Text>
      ) : null}
      <iframe className="k-paper" title="Preview of the invoice" sandbox="" srcDoc={data?.html ?? ''} />
    </Section>
  );
}

type AsideProps = {
  readonly invoiceId: string | null;
  readonly onChoose: (id: string | null) => void;
  readonly draft: Draft;
};

function Aside({ invoiceId, onChoose, draft }: AsideProps) {
  const { data } = useAnswer(listInvoices, { query: { limit: 50 } });
  const [isMaking, setIsMaking] = useState(false);
  const makePdf = async () => {
    setIsMaking(true);
    try {
      const { pdf } = await call(previewInvoicePdf, { body: { ...draft, ...(invoiceId === null ? {} : { invoiceId }) } });
      savePdf(pdf);
    } catch (error) {
      notifyProblem(error);
    } finally {
      setIsMaking(false);
    }
  };
  return (
    <Group gap="xs">
      <Select
        aria-label="Invoice"
        placeholder="A made-up invoice"
        w={230}
        size="xs"
        clearable
        searchable
        value={invoiceId}
        data={(data?.items ?? []).map(({ id, number, customerName }) => ({ value: id, label: `${number} · ${customerName}` }))}
        onChange={onChoose}
      />
      <Button size="xs" variant="default" onClick={() => void makePdf()} loading={isMaking}>
        PDF
      </Button>
    </Group>
  );
}

function savePdf(base64: string): void {
  const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = 'preview.pdf';
  link.click();
  URL.revokeObjectURL(address);
}
