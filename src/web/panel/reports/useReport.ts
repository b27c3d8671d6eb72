import { reportPeriodList } from '../../../core/reports/period.ts';
import { useFilters } from '../../kit/useFilters.ts';

/** The period and the filters of every report, in the address. An unknown period is this month. */
export function useReport() {
  const filters = useFilters([
    ...(['period', 'from', 'to', 'direction', 'accountId', 'destinationId', 'providerId'] as const),
    ...(['order', 'by', 'show'] as const),
  ]);
  const { values } = filters;
  const period = reportPeriodList.find((one) => one === values.period) ?? 'this_month';
  const isWhole = period !== 'custom' || (values.from !== '' && values.to !== '');
  const time = { period, ...(period === 'custom' ? { from: values.from, to: values.to } : {}) };
  const direction = (['outgoing', 'incoming'] as const).find((one) => one === values.direction);
  return { ...filters, period, isWhole, time, direction };
}
export type Report = ReturnType<typeof useReport>;

/** The address of another report of the same period, with these filters. */
export function reportHref(path: string, report: Report, more: Readonly<Record<string, string>>): string {
  const { period, from, to, direction } = report.values;
  const kept = Object.entries({ period, from, to, direction, ...more }).filter(([, value]) => value !== '');
  return `/reports/${path}?${new URLSearchParams(kept)}`;
}
