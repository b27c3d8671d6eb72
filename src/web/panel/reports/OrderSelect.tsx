import { Select } from '@mantine/core';
import { useMay } from '../session/session.ts';
import type { Report } from './useReport.ts';

export const orderWords = {
  revenue: 'Most revenue',
  attempts: 'Most calls',
  talk: 'Most minutes',
  margin: 'Most margin',
  loss_first: 'Least margin',
} as const;
export type Order = keyof typeof orderWords;

/** The order that stands in the address; by revenue when it says nothing. */
export const orderOf = (report: Report): Order =>
  (Object.keys(orderWords) as Order[]).find((one) => one === report.values.order) ?? 'revenue';

/** What the longest bars are of, and what comes first. */
export function OrderSelect({ report }: { readonly report: Report }) {
  const mayCost = useMay('provider.read');
  const data = (Object.keys(orderWords) as Order[])
    .filter((value) => mayCost || (value !== 'margin' && value !== 'loss_first'))
    .map((value) => ({ value, label: orderWords[value] }));
  return (
    <Select
      aria-label="Order"
      size="xs"
      w={150}
      data={data}
      value={orderOf(report)}
      onChange={(value) => report.set('order', value ?? '')}
      allowDeselect={false}
    />
  );
}
