import { SimpleGrid, Skeleton, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { changePercent } from '../../../core/reports/figures.ts';
import { useLocale } from '../../kit/locale.tsx';
import { formatDate, formatTime } from '../../kit/timeText.ts';

export type Tile = {
  readonly label: string;
  readonly value: ReactNode;
  /** Decimal texts, to say how much it changed; left out where growth says nothing. */
  readonly now?: string;
  readonly before?: string;
};

/** The sums of a report at a glance, each with its change since the period before. */
export function Tiles({ tiles, count = 6 }: { readonly tiles: readonly Tile[] | undefined; readonly count?: number }) {
  if (!tiles) return <Skeleton h={84} mb="md" />;
  return (
    <SimpleGrid cols={{ base: 2, xs: 3, md: Math.min(count, tiles.length) }} spacing="sm" mb="md" component="dl" m={0}>
      {tiles.map(({ label, value, now, before }) => (
        <div key={label} className="k-card k-tile">
          <dt>{label}</dt>
          <dd>
            <span className="k-num">{value}</span>
            {now !== undefined && before !== undefined ? <Change now={now} before={before} /> : null}
          </dd>
        </div>
      ))}
    </SimpleGrid>
  );
}

function Change({ now, before }: { readonly now: string; readonly before: string }) {
  const percent = changePercent(now, before);
  const text =
    percent === null
      ? 'nothing before'
      : `${percent < 0 ? '▼' : percent > 0 ? '▲' : '='} ${Math.abs(percent) > 999 ? 'over 999' : Math.abs(percent)} %`;
  return (
    <Text component="span" size="xs" c="dimmed" display="block" title={`Before: ${before}`}>
      {text}
    </Text>
  );
}

type ComparedProps = {
  readonly report: {
    readonly from: string;
    readonly to: string;
    readonly timeZone: string;
    readonly countedTo: string | null;
    readonly before: { readonly from: string; readonly to: string; readonly until: string | null };
  };
};

/** Which days these are, what they are compared with, and how far calls are counted. */
export function Compared({ report: { from, to, timeZone, countedTo, before } }: ComparedProps) {
  const locale = useLocale();
  const days = (first: string, last: string) =>
    first === last ? formatDate(first, locale) : `${formatDate(first, locale)} to ${formatDate(last, locale)}`;
  const until = before.until === null ? '' : `, until ${formatTime(before.until, locale)}`;
  const fresh =
    countedTo === null ? 'Calls of the past are still being counted.' : `Counted to ${formatTime(countedTo, locale, 'time')}.`;
  return (
    <Text c="dimmed" size="xs" mb="md">
      {days(from, to)}, {timeZone}; compared with {days(before.from, before.to)}
      {until}. {fresh}
    </Text>
  );
}
