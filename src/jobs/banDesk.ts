import type { Action } from '../actions/action.ts';
import { judgeFailures } from '../actions/bans/judgeFailures.ts';
import { liftTrusted } from '../actions/bans/liftTrusted.ts';
import { type BanInForce, listBans } from '../actions/bans/listBans.ts';
import type { CallContext } from '../actions/calls/callContext.ts';
import { bannedNetworkOf, doOverlap } from '../core/access/addressText.ts';
import { banAfterFailures, type LoginFailure } from '../core/access/ban.ts';
import type { CallEngine } from '../engines/engine.ts';
import { failureCounts } from '../memory/failureCounts.ts';
import { oneAtATime } from '../memory/oneAtATime.ts';

export type BanDeskOptions = {
  readonly context: CallContext;
  readonly engine: Pick<CallEngine, 'applyBans' | 'trustedNetworks'>;
  /** Does an action as the system. */
  readonly act: <Input, Answer>(action: Action<Input, Answer>, input: Input) => Promise<Answer>;
};

/** Counts who is not let in, has it judged, and keeps the engine's list of banned networks current. */
export type BanDesk = {
  readonly notLetIn: (failures: readonly LoginFailure[]) => Promise<void>;
  /** A ban was made, lifted or kept, or everything is to be read again. */
  readonly renew: () => Promise<void>;
  /** Every second: bans whose time has come are taken off. */
  readonly tick: () => Promise<void>;
};

export function openBanDesk({ context, engine, act }: BanDeskOptions): BanDesk {
  const counts = failureCounts();
  const waiting = new Set<string>();
  let applied: readonly BanInForce[] = [];
  // Thousands of bans are compared as text; only those that staff wrote can be wider than what is counted.
  let exact: ReadonlySet<string> = new Set();
  let wide: readonly BanInForce[] = [];

  const renew = oneAtATime(async () => {
    await act(liftTrusted, { trusted: await engine.trustedNetworks() });
    const bans = await listBans(context);
    await engine.applyBans(bans.map(({ network, until }) => ({ network, until: until ?? undefined })));
    applied = bans;
    exact = new Set(bans.map(({ network }) => network));
    wide = bans.filter(({ network }) => !/(\/32|::\/64)$/.test(network));
  });

  const judgeAll = oneAtATime(async () => {
    let hasBanned = false;
    const trusted = waiting.size > 0 ? await engine.trustedNetworks() : [];
    for (const network of waiting) {
      waiting.delete(network);
      const judgement = await act(judgeFailures, { network, failures: counts.of(network), trusted });
      if (judgement === 'ban') counts.forget(network);
      hasBanned ||= judgement === 'ban';
    }
    if (hasBanned) await renew();
  });

  return {
    notLetIn: async (failures) => {
      for (const failure of failures) {
        const network = bannedNetworkOf(failure.address);
        // What is kept out already may still have messages on their way.
        if (network === undefined || exact.has(network) || isWithin(wide, network)) continue;
        if (counts.add(network, failure) % banAfterFailures === 0) waiting.add(network);
      }
      if (waiting.size > 0) await judgeAll();
    },
    renew,
    tick: async () => {
      const now = context.now();
      if (applied.some(({ until }) => until !== null && until <= now)) await renew();
    },
  };
}

const isWithin = (bans: readonly BanInForce[], network: string): boolean => bans.some((one) => doOverlap(one.network, network));
