import { Alert, Anchor, Button, Skeleton, Stack, Text } from '@mantine/core';
import { IconInfoCircle, IconReceiptRefund } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { Refusal } from '../../../core/base/refusal.ts';
import { getInvoice } from '../../../http/contract/invoices.ts';
import { useAnswer } from '../../api.ts';
import { Day } from '../../kit/Day.tsx';
import { isZero } from '../../kit/decimal.ts';
import { type Fact, Facts } from '../../kit/Facts.tsx';
import { Money } from '../../kit/Money.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { Problem } from '../../kit/Problem.tsx';
import { Section } from '../../kit/Section.tsx';
import { Time } from '../../kit/Time.tsx';
import { useMay } from '../session/session.ts';
import { MissingPage } from '../shell/MissingPage.tsx';
import { CreditDialog } from './CreditDialog.tsx';
import { InvoiceCallsSection } from './InvoiceCallsSection.tsx';
import { InvoiceFiles } from './InvoiceFiles.tsx';
import { InvoiceLines } from './InvoiceLines.tsx';
import { InvoiceSums, Statement } from './InvoiceSums.tsx';
import { type Invoice, invoiceTitle } from './invoice.ts';
import { InvoiceState } from './words.tsx';

/** One invoice or credit note: what is printed, what became of it, and the calls behind it. */
export function InvoicePage() {
  const { id = '' } = useParams();
  const { data: invoice, error, refetch } = useAnswer(getInvoice, { params: { id } });
  if (error instanceof Refusal && (error.code === 'not_found' || error.code === 'invalid_input')) return <MissingPage />;
  if (error && !invoice) return <Problem error={error} onRetry={() => void refetch()} />;
  if (!invoice) return <Skeleton h={420} />;
  const { document } = invoice;
  return (
    <>
      <PageHeader
        title={invoiceTitle(invoice)}
        aside={<InvoiceState state={invoice.state} />}
        help={
          <Anchor component={Link} to={`/accounts/${invoice.accountId}/money`}>
            {invoice.customerName}
          </Anchor>
        }
      >
        <InvoiceFiles invoice={invoice} />
        <CreditButton invoice={invoice} />
      </PageHeader>
      <Stack gap="md">
        {document.credits ? <Credits invoice={invoice} /> : null}
        <Section title="Invoice" help="As it was issued; nothing of it changes any more.">
          <Facts facts={factsOf(invoice)} />
        </Section>
        <div className="k-twothirds">
          <InvoiceLines invoice={invoice} />
          <Stack gap="md">
            <InvoiceSums invoice={invoice} />
            {document.statement ? <Statement invoice={invoice} statement={document.statement} /> : null}
          </Stack>
        </div>
        {invoice.creditNotes.length > 0 ? <CreditNotes invoice={invoice} /> : null}
        {document.calls.calls > 0 ? <InvoiceCallsSection invoice={invoice} /> : null}
      </Stack>
    </>
  );
}

function CreditButton({ invoice }: { readonly invoice: Invoice }) {
  const [isOpen, setIsOpen] = useState(false);
  const mayCredit = useMay('invoice.credit');
  if (!mayCredit || invoice.kind !== 'invoice' || invoice.state === 'credited' || isZero(invoice.total)) return null;
  return (
    <>
      <Button variant="default" leftSection={<IconReceiptRefund size={16} />} onClick={() => setIsOpen(true)}>
        Credit
      </Button>
      {isOpen ? <CreditDialog invoice={invoice} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

function factsOf(invoice: Invoice): readonly Fact[] {
  const { document } = invoice;
  return [
    { label: 'Account number', value: <span className="k-num">{invoice.accountNumber}</span> },
    ...(document.period
      ? [
          {
            label: 'Period',
            value: (
              <>
                <Day on={document.period.from} /> – <Day on={document.period.to} />
              </>
            ),
          },
        ]
      : []),
    { label: 'Issued', value: <Time at={invoice.issuedAt} style="date" /> },
    { label: 'By', value: invoice.issuedBy },
    ...(invoice.kind === 'invoice' ? [{ label: 'Due', value: <Day on={invoice.dueOn} /> }] : []),
    { label: 'Total', value: <Money value={invoice.total} currency={invoice.currency} /> },
    ...(invoice.kind === 'invoice' ? [{ label: 'Open', value: <Money value={invoice.open} currency={invoice.currency} /> }] : []),
  ];
}

function Credits({ invoice }: { readonly invoice: Invoice }) {
  const { credits } = invoice.document;
  return (
    <Alert color="blue" icon={<IconInfoCircle />} title={`It takes back a part of invoice ${credits?.number ?? ''}`}>
      <Text>{credits?.reason}</Text>
      <Anchor component={Link} to={`/invoices/${invoice.creditsInvoiceId ?? ''}`} size="sm">
        Show the invoice
      </Anchor>
    </Alert>
  );
}

function CreditNotes({ invoice }: { readonly invoice: Invoice }) {
  return (
    <Section title="Credit notes" help="What was taken back of this invoice.">
      <Stack gap={4}>
        {invoice.creditNotes.map((one) => (
          <Text key={one.id}>
            <Anchor component={Link} to={`/invoices/${one.id}`}>
              {one.number}
            </Anchor>{' '}
            of <Day on={one.issuedOn} />: <Money value={one.total} currency={invoice.currency} /> · {one.reason}
          </Text>
        ))}
      </Stack>
    </Section>
  );
}
