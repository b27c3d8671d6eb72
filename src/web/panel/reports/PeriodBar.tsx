import { Button, Group, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type ReportPeriod, reportPeriodList, reportPeriods } from '../../../core/reports/period.ts';
import { Chips } from '../../kit/Chips.tsx';
import { DateFilter } from '../../kit/DateFilter.tsx';
import { directionChoices } from '../calls/outcome.ts';
import type { Report } from './useReport.ts';

type PeriodBarProps = {
  readonly report: Report;
  readonly hasDirection?: boolean;
  /** What the filters of this report stand for, in words. */
  readonly names?: {
    readonly account?: string | undefined;
    readonly destination?: string | undefined;
    readonly provider?: string | undefined;
  };
};

/** Which days, which calls; everything stands in the address. */
export function PeriodBar({ report, names = {}, hasDirection = true }: PeriodBarProps) {
  const { values, set, period } = report;
  return (
    <Group mb="md" gap="sm">
      <Select
        aria-label="Period"
        w={150}
        data={reportPeriodList.map((value) => ({ value, label: reportPeriods[value] }))}
        value={period}
        onChange={(value) => set('period', (value as ReportPeriod | null) ?? '')}
        allowDeselect={false}
      />
      {period === 'custom' ? (
        <>
          <DateFilter label="From" value={values.from} onChange={(text) => set('from', text)} />
          <DateFilter label="To" value={values.to} onChange={(text) => set('to', text)} />
        </>
      ) : null}
      {hasDirection ? (
        <Chips label="Direction" value={values.direction} onChange={(value) => set('direction', value)} data={directionChoices} />
      ) : null}
      <Filter title="Account" name={names.account} isOn={values.accountId !== ''} onRemove={() => set('accountId', '')} />
      <Filter
        title="Destination"
        name={names.destination}
        isOn={values.destinationId !== ''}
        onRemove={() => set('destinationId', '')}
      />
      <Filter title="Provider" name={names.provider} isOn={values.providerId !== ''} onRemove={() => set('providerId', '')} />
    </Group>
  );
}

type FilterProps = {
  readonly title: string;
  readonly name: string | undefined;
  readonly isOn: boolean;
  readonly onRemove: () => void;
};

function Filter({ title, name, isOn, onRemove }: FilterProps) {
  if (!isOn) return null;
  return (
    <Button
      size="compact-sm"
      variant="light"
      rightSection={<IconX size={13} />}
      onClick={onRemove}
      aria-label={`${title} ${name ?? ''}: show all`}
    >
      {title}: {name ?? 'unknown'}
    </Button>
  );
}
