import { Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Day } from '../../kit/Day.tsx';
import { isZero } from '../../kit/decimal.ts';
import { Money } from '../../kit/Money.tsx';
import { Section } from '../../kit/Section.tsx';
import type { Invoice } from './invoice.ts';

/** Subtotal, taxes and total. */
export function InvoiceSums({ invoice }: { readonly invoice: Invoice }) {
  const { document, currency } = invoice;
  return (
    <Section title="Total">
      <Sums>
        <Sum label="Subtotal" value={document.subtotal} />
        {document.taxes.map((tax) => (
          <Sum
            key={`${tax.name} ${tax.percent}`}
            label={
              <>
                {tax.name} {tax.percent} % of <Money value={tax.base} />
                {tax.isInclusive ? ', in the prices' : ''}
              </>
            }
            value={tax.amount}
          />
        ))}
        <Sum label={<strong>Total, {currency}</strong>} value={document.total} isStrong />
      </Sums>
      {document.taxNotes.map((note) => (
        <Text key={note} c="dimmed" size="sm" mt="xs">
          {note}
        </Text>
      ))}
    </Section>
  );
}

type StatementOf = NonNullable<Invoice['document']['statement']>;

/** What the account owed before, what moved since, and what is to be paid in all. */
export function Statement({ invoice, statement }: { readonly invoice: Invoice; readonly statement: StatementOf }) {
  return (
    <Section title="Statement" help="The whole account when the invoice was issued.">
      <Sums>
        <Sum label="Previous balance" value={statement.previousBalance} />
        {statement.movements.map((one, index) => (
          <Sum
            key={index}
            label={
              <>
                <Day on={one.on} /> {one.description}
              </>
            }
            value={one.amount}
          />
        ))}
        <Sum label="This invoice" value={invoice.document.total} />
        <Sum label={<strong>To be paid, {invoice.currency}</strong>} value={statement.totalDue} isStrong />
        {isZero(statement.overdue) ? null : <Sum label="Of it overdue" value={statement.overdue} />}
      </Sums>
    </Section>
  );
}

function Sums({ children }: { readonly children: ReactNode }) {
  return (
    <Table withRowBorders={false} verticalSpacing={4} horizontalSpacing={0}>
      <Table.Tbody>{children}</Table.Tbody>
    </Table>
  );
}

type SumProps = { readonly label: ReactNode; readonly value: string; readonly isStrong?: boolean };

function Sum({ label, value, isStrong = false }: SumProps) {
  return (
    <Table.Tr>
      <Table.Td>{label}</Table.Td>
      <Table.Td ta="right" fw={isStrong ? 600 : 400}>
        <Money value={value} />
      </Table.Td>
    </Table.Tr>
  );
}
