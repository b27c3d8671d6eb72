import { useEffect, useState } from 'react';
import { formatDuration, secondsBetween } from './timeText.ts';

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
