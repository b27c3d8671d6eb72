import type { Id } from '../../core/base/id.ts';
import { localDate } from '../../core/base/time.ts';
import { decideReaction, findSuspicions, type GuardDecision, isWorthHistory, markCalls } from '../../core/fraud/detect.ts';
import type { GuardWorld } from '../../core/fraud/guardTerms.ts';
import { countryOfNumber, homePrefixesOf } from '../../core/fraud/numberCountry.ts';
import type { UsualUse } from '../../core/fraud/usage.ts';
import { getGuardWorld } from '../../db/reads/guardWorld.ts';
import { findUse, listSeenCalls, listWatchedAccounts, noteNetworks, type StoredUse } from '../../db/tables/guardWatch.ts';
import { findTimeZone } from '../../db/tables/settings.ts';
import { action, done, type Work } from '../action.ts';

export type Suspect = { readonly accountId: Id; readonly decision: GuardDecision };

/**
 * Looks at what these accounts did in the last hour, and answers which of them should be warned of, throttled or locked. Only for
 * accounts that look bad at first sight is their history read.
 */
export const lookAtAccounts = action<{ readonly accountIds: readonly Id[] }, readonly Suspect[]>(
  'guard.look',
  'setting.change',
  async (work, { accountIds }) => {
    const [world, zone] = [await getGuardWorld(work.tx), await findTimeZone(work.tx)];
    const accounts = await listWatchedAccounts(work.tx, accountIds);
    const calls = Map.groupBy(await listSeenCalls(work.tx, accountIds, work.now), ({ accountId }) => accountId);
    const networks = await noteNetworks(work.tx, accountIds, work.now);
    const suspects: Suspect[] = [];
    for (const { accountId, openedAt, ...account } of accounts) {
      const newNetworkSince = networks.get(accountId);
      const looked = markCalls(
        {
          calls: calls.get(accountId) ?? [],
          openedAt,
          now: work.now,
          zone,
          ...(newNetworkSince !== undefined && { newNetworkSince }),
        },
        world,
      );
      if (account.state === 'locked' || !isWorthHistory(looked)) continue;
      const findings = findSuspicions(looked, await usualOf(work, world, zone, accountId));
      const decision = decideReaction(findings, world.settings, account, work.now);
      if (decision) suspects.push({ accountId, decision });
    }
    return done(suspects, null);
  },
);

async function usualOf(work: Work, { home, settings }: GuardWorld, zone: string, accountId: Id): Promise<UsualUse> {
  const { nightFrom, nightTo } = settings;
  const question = { today: localDate(work.now, zone), zone, homePrefixes: homePrefixesOf(home), nightFrom, nightTo };
  return toUse(await findUse(work.tx, accountId, question));
}

function toUse({ prefixes, ...stored }: StoredUse): UsualUse {
  return { ...stored, countries: [...new Set(prefixes.flatMap((prefix) => countryOfNumber(prefix) ?? []))] };
}
