import { banAnywayAfterFailures, failureWindowSeconds, type LoginFailure } from '../core/access/ban.ts';

/** Failures of the last minutes by network; of each the newest ones, and of networks the newest ones, so that a flood takes no memory. */
export type FailureCounts = {
  /** Counts one; answers how many this network has had within the window, those that are no longer kept included. */
  readonly add: (network: string, failure: LoginFailure) => number;
  readonly of: (network: string) => readonly LoginFailure[];
  readonly forget: (network: string) => void;
  readonly size: () => number;
};

/** About 100 bytes each: 20 MB if every network fails a hundred times. */
const networksMax = 20_000;

export function failureCounts(most = networksMax): FailureCounts {
  const networks = new Map<string, { count: number; kept: LoginFailure[] }>();
  return {
    add: (network, failure) => {
      const before = networks.get(network) ?? { count: 0, kept: [] };
      const since = failure.at - failureWindowSeconds * 1000;
      const isOver = (before.kept.at(-1)?.at ?? since) <= since;
      const kept = [...before.kept.filter(({ at }) => at > since), failure].slice(-banAnywayAfterFailures);
      const count = isOver ? 1 : before.count + 1;
      // The oldest place in the map is that of the network that has been quiet longest.
      networks.delete(network);
      networks.set(network, { count, kept });
      if (networks.size > most) networks.delete(networks.keys().next().value ?? network);
      return count;
    },
    of: (network) => networks.get(network)?.kept ?? [],
    forget: (network) => void networks.delete(network),
    size: () => networks.size,
  };
}
