import { Tooltip } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useLocale } from './locale.tsx';
import { formatDuration, formatTime, secondsBetween, type TimeStyle } from './timeText.ts';

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

/** A length of time as h:mm:ss. */
export function Duration({ seconds }: { readonly seconds: number }) {
  return <span className="k-num">{formatDuration(seconds)}</span>;
}

/** A duration that grows by the second. */
export function TickingDuration({ since }: { readonly since: string }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return <Duration seconds={secondsBetween(since, now)} />;
}

/** The short name of the operator's zone, such as AEDT. */
export function ZoneName() {
  const { timeZone } = useLocale();
  return <>{timeZone.replace(/_/g, ' ')}</>;
}
