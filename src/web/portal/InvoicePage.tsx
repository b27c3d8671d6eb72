import { Anchor, Button, Group, Stack, Table, Title } from '@mantine/core';
import { Link, useParams } from 'react-router';
import type { AnswerOf } from '../../http/contract/endpoint.ts';
import { getPortalInvoice, getPortalInvoiceFile } from '../../http/contract/portalInvoices.ts';
import { fileAddress, useAnswer } from '../api.ts';
import { Facts } from '../kit/Facts.tsx';
import { Money } from '../kit/Money.tsx';
import { Problem } from '../kit/Problem.tsx';
import { Section } from '../kit/Section.tsx';
import { fill } from '../kit/words.tsx';
import { usePayByCard } from './usePayByCard.ts';
import { usePortalWords } from './words/portalWords.ts';

/** One invoice with what is printed on it. */
export function InvoicePage() {
  const words = usePortalWords();
  const { id = '' } = useParams();
  const { data, error } = useAnswer(getPortalInvoice, { params: { id } });
  const pay = usePayByCard();
  if (error) return <Problem error={error} />;
  if (!data) return null;
  const isOpen = data.kind === 'invoice' && /[1-9]/.test(data.open) && !data.open.startsWith('-');
  return (
    <Stack>
      <Anchor component={Link} to="/invoices">
        {words.allInvoices}
      </Anchor>
      <Group justify="space-between">
        <Title order={1}>
          {data.kind === 'invoice' ? words.invoice : words.creditNote} {data.number}
        </Title>
        <Button component="a" variant="default" href={fileAddress(getPortalInvoiceFile, { params: { id } })}>
          PDF
        </Button>
        {isOpen ? (
          <Button loading={pay.isPending} onClick={() => pay.go({ invoiceId: data.id })}>
            {words.payByCard}
          </Button>
        ) : null}
      </Group>
      <div className="k-card" style={{ padding: '0.75rem 1rem' }}>
        <Facts
          facts={[
            { label: words.state, value: words.states[data.state] },
            { label: words.issued, value: data.issuedOn },
            { label: words.due, value: data.dueOn },
            { label: words.total, value: <Money value={data.total} currency={data.currency} /> },
            { label: words.open, value: <Money value={data.open} currency={data.currency} /> },
          ]}
        />
      </div>
      <Lines document={data.document} />
    </Stack>
  );
}

function Lines({ document }: Pick<AnswerOf<typeof getPortalInvoice>, 'document'>) {
  const words = usePortalWords();
  const { lines, taxes, subtotal, total, currency } = document;
  return (
    <Section title={words.whatFor} isFlush>
      <Table aria-label={words.linesOfInvoice}>
        <Table.Tbody>
          {lines.map((one) => (
            <Row key={one.line} label={one.description} value={one.amount} />
          ))}
          <Row label={words.subtotal} value={subtotal} />
          {taxes.map(({ name, percent, amount }) => (
            <Row key={name} label={`${name} ${percent} %`} value={amount} />
          ))}
          <Row label={fill(words.totalIn, { currency })} value={total} />
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
