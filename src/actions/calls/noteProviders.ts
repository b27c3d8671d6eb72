import { listWatchedHosts, type WatchedHost } from '../../db/reads/callProviders.ts';
import { addTallies, type HostRecord, saveHostStates, type Tally } from '../../db/tables/providerStates.ts';
import type { CallContext } from './callContext.ts';

export type { HostRecord, Tally, WatchedHost };

/** The hosts of the active providers, and what was last known of them. */
export async function readWatchedHosts(context: CallContext): Promise<readonly WatchedHost[]> {
  return listWatchedHosts(context.tx);
}

/** Keeps what is now known of hosts; calls are planned by it from the next moment on. */
export async function noteHosts(context: CallContext, records: readonly HostRecord[]): Promise<void> {
  await saveHostStates(context.tx, records, context.now());
}

/** Keeps how many attempts ended at each provider, and how many were answered. */
export async function noteTallies(context: CallContext, tallies: readonly Tally[]): Promise<void> {
  await addTallies(context.tx, tallies, context.now());
}
