import { type Instant, instant } from '../../../core/base/time.ts';
import { listLiveCalls } from '../../../http/contract/liveCalls.ts';
import { useAnswer } from '../../api.ts';
import { useNow } from '../../kit/useNow.ts';
import { useIsLive } from '../../live.ts';

/** Calls in progress as they are told; asked for only while nothing is told. */
export function useLiveCalls() {
  const isLive = useIsLive();
  const { data, error, dataUpdatedAt } = useAnswer(listLiveCalls, {}, { refetchInterval: isLive ? 60_000 : 3_000 });
  /** How far the server's clock is ahead of this browser's, which may be wrong. Milliseconds. */
  const ahead = data === undefined ? 0 : Date.parse(data.asOf) - dataUpdatedAt;
  return { data, error, isLive, ahead };
}

/** This second by the server's clock. */
export const useServerNow = (ahead: number): Instant => instant(useNow() + ahead);
