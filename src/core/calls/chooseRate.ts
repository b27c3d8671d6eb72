import { instant } from '../base/time.ts';
import type { MatchedRate } from './planCall.ts';

/** Of an account's own price and its package's the one with the longer prefix; the own one where both are as long. */
export function chooseRate(own: MatchedRate | undefined, standard: MatchedRate | undefined): MatchedRate | undefined {
  if (own === undefined || standard === undefined) return own ?? standard;
  const chosen = own.rate.prefix.length >= standard.rate.prefix.length ? own : standard;
  const changes = [own.changesAt, standard.changesAt].filter((at) => at !== undefined);
  return changes.length === 0 ? chosen : { ...chosen, changesAt: instant(Math.min(...changes)) };
}
