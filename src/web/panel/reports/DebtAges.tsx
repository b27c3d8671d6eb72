import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { reportDebts } from '../../../http/contract/reports.ts';
import { useAnswer } from '../../api.ts';
import { CompareChart } from '../../kit/Chart.tsx';
import { isZero } from '../../kit/decimal.ts';
import { Facts } from '../../kit/Facts.tsx';
import { Money } from '../../kit/Money.tsx';
import { Section } from '../../kit/Section.tsx';
import { useCurrency } from '../session/session.ts';
import { countText } from './figures.tsx';

const ages = [
  ['current', 'Not due yet'],
  ['to30', '1–30 days'],
  ['to60', '31–60 days'],
  ['to90', '61–90 days'],
  ['older', 'Older'],
] as const;

/** What is owed on invoices, by age; nothing while nobody owes anything. */
export function DebtAges({ isLinked = true }: { readonly isLinked?: boolean }) {
  const { data } = useAnswer(reportDebts, {});
  const currency = useCurrency();
  if (!data || isZero(data.open)) return null;
  return (
    <Section
      title={`Owed on invoices, ${currency}`}
      help={`${data.customers === 1 ? 'One customer owes' : `${data.customers} customers owe`} money, by days since it was due.`}
      aside={
        isLinked ? (
          <Anchor component={Link} to="/debtors" size="sm">
            Debtors
          </Anchor>
        ) : null
      }
    >
      <Facts
        facts={[
          ...ages.map(([key, label]) => ({ label, value: <Money value={data[key]} /> })),
          { label: 'Together', value: <Money value={data.open} /> },
        ]}
      />
      <CompareChart
        label="What is owed by age; the figures stand above"
        data={ages.map(([key, label]) => ({ label, value: Number(data[key]) }))}
        dataKey="label"
        series={[{ name: 'value', label: currency, color: 'cobalt.6' }]}
        valueText={countText}
        height={200}
      />
    </Section>
  );
}
