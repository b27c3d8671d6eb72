import { Tooltip } from '@mantine/core';
import { Duration as PlainDuration, TickingDuration as PlainTicking } from './Duration.tsx';
import { useLocale } from './locale.tsx';
import { formatTime, type TimeStyle } from './timeText.ts';

// Where no tooltip is wanted, nor what positions it, Duration.tsx is used by itself: the first page of the portal is small.
export const Duration = PlainDuration;
export const TickingDuration = PlainTicking;

/** An instant in the operator's zone; the zone and the seconds stand in the tooltip. */
export function Time({ at, style = 'short' }: { readonly at: string; readonly style?: TimeStyle }) {
  const locale = useLocale();
  return (
    <Tooltip label={formatTime(at, locale, 'full')}>
      <time dateTime={at} className="k-num">
        {formatTime(at, locale, style)}
      </time>
    </Tooltip>
  );
}

/** The short name of the operator's zone, such as AEDT. */
export function ZoneName() {
  const { timeZone } = useLocale();
  return <>{timeZone.replace(/_/g, ' ')}</>;
}
