import type { Door } from './door.ts';
import { readStatus } from './endpoints/status.ts';
import type { LiveFeed } from './liveFeed.ts';

export type HealthWatch = { readonly look: () => Promise<void>; readonly stop: () => void };

const lookEveryMilliseconds = 3000;

/** Tells browsers when the health of a part changes. Silence has no notification, so somebody must look. */
export function watchHealth(door: Door, feed: LiveFeed): HealthWatch {
  let last: string | undefined;
  const look = async (): Promise<void> => {
    if (feed.listeners() === 0) return;
    // Asking is the check: a database that is away is itself the news.
    const seen = await readStatus(door).then(
      ({ checks, engineVersion }) => JSON.stringify([engineVersion, checks]),
      () => 'no answer',
    );
    if (last !== undefined && seen !== last) feed.tellStatus();
    last = seen;
  };
  const timer = setInterval(() => void look(), lookEveryMilliseconds);
  timer.unref();
  return { look, stop: () => clearInterval(timer) };
}
