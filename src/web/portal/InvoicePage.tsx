import { Anchor, Button, Group, Stack, Table, Title } from '@mantine/core';
import { Link, useParams } from 'react-router';
import type { AnswerOf } from '../../http/contract/endpoint.ts';
import { getPortalInvoice, getPortalInvoiceFile } from '../../http/contract/portal.ts';
import { fileAddress, useAnswer } from '../api.ts';
import { Facts } from '../kit/Facts.tsx';
import { Money } from '../kit/Money.tsx';
import { Problem } from '../kit/Problem.tsx';
import { Section } from '../kit/Section.tsx';
import { invoiceWords } from './InvoicesPage.tsx';
import { usePayByCard } from './usePayByCard.ts';

/** One invoice with what is printed on it. */
export function InvoicePage() {
  const { id = '' } = useParams();
  const { data, error } = useAnswer(getPortalInvoice, { params: { id } });
  const pay = usePayByCard();
  if (error) return <Problem error={error} />;
  if (!data) return null;
  const isOpen = data.kind === 'invoice' && /[1-9]/.test(data.open) && !data.open.startsWith('-');
  return (
    <Stack>
      <Anchor component={Link} to="/invoices">
        All invoices
      </Anchor>
      <Group justify="space-between">
        <Title order={1}>
          {data.kind === 'invoice' ? 'Invoice' : 'Credit note'} {data.number}
        </Title>
        <Button component="a" variant="default" href={fileAddress(getPortalInvoiceFile, { params: { id } })}>
          PDF
        </Button>
        {isOpen ? (
          <Button loading={pay.isPending} onClick={() => pay.go({ invoiceId: data.id })}>
            Pay by card
          </Button>
        ) : null}
      </Group>
      <div className="k-card" style={{ padding: '0.75rem 1rem' }}>
        <Facts
          facts={[
            { label: 'State', value: invoiceWords[data.state] },
            { label: 'Issued', value: data.issuedOn },
            { label: 'Due', value: data.dueOn },
            { label: 'Total', value: <Money value={data.total} currency={data.currency} /> },
            { label: 'Open', value: <Money value={data.open} currency={data.currency} /> },
          ]}
        />
      </div>
      <Lines document={data.document} />
    </Stack>
  );
}

function Lines({ document }: Pick<AnswerOf<typeof getPortalInvoice>, 'document'>) {
  const { lines, taxes, subtotal, total, currency } = document;
  return (
    <Section title="What it is for" isFlush>
      <Table aria-label="Lines of the invoice">
        <Table.Tbody>
          {lines.map((one) => (
            <Row key={one.line} label={one.description} value={one.amount} />
          ))}
          <Row label="Subtotal" value={subtotal} />
          {taxes.map(({ name, percent, amount }) => (
            <Row key={name} label={`${name} ${percent} %`} value={amount} />
          ))}
          <Row label={`Total, ${currency}`} value={total} />
        </Table.Tbody>
      </Table>
    </Section>
  );
}

function Row({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <Table.Tr>
      <Table.Td>{label}</Table.Td>
      <Table.Td ta="right">
        <Money value={value} />
      </Table.Td>
    </Table.Tr>
  );
}
