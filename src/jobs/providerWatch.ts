import type { CallContext } from '../actions/calls/callContext.ts';
import {
  type HostRecord,
  noteHosts,
  noteTallies,
  readWatchedHosts,
  type Tally,
  type WatchedHost,
} from '../actions/calls/noteProviders.ts';
import type { Id } from '../core/base/id.ts';
import type { TriedHost, TrunkState } from '../core/calls/call.ts';
import { called, type HostHealth, probed } from '../core/routing/hostHealth.ts';
import type { CallEngine } from '../engines/engine.ts';
import { oneAtATime } from '../memory/oneAtATime.ts';

/** Watches the hosts of providers: what probes say, and what calls there came to. Plans are made by what it writes down. */
export type ProviderWatch = {
  /** Every few seconds: asks the engine, and writes what changed. */
  readonly look: () => Promise<void>;
  /** Attempts at providers that have ended. */
  readonly tried: (tried: readonly TriedHost[]) => Promise<void>;
};

type Known = { health: HostHealth; settings: WatchedHost; state: TrunkState | undefined; written: string };

export function openProviderWatch(context: CallContext, engine: Pick<CallEngine, 'trunkStates'>): ProviderWatch {
  const hosts = new Map<string, Known>();
  const tallies = new Map<Id, Tally>();
  const waiting: TriedHost[] = [];
  const write = async () => {
    const changed = [...hosts.values()].flatMap((one) => (one.written === shown(one) ? [] : [{ one, text: shown(one) }]));
    await noteHosts(
      context,
      changed.map(({ one }) => recordOf(one)),
    );
    for (const { one, text } of changed) one.written = text;
  };
  const refresh = async () => {
    const watched = await readWatchedHosts(context);
    const keys = new Set(watched.map(keyOf));
    for (const key of hosts.keys()) if (!keys.has(key)) hosts.delete(key);
    for (const one of watched) hosts.set(keyOf(one), renewed(hosts.get(keyOf(one)), one));
  };
  const count = () => {
    for (const one of waiting.splice(0)) {
      tallies.set(one.providerId, counted(tallies.get(one.providerId), one));
      const known = hosts.get(keyOf(one));
      if (!known) continue;
      const { fenceAfter, fenceSeconds } = known.settings;
      const fence = { afterFailures: fenceAfter, seconds: fenceSeconds };
      known.health = called(known.health, one.hangupCause, one.wasAnswered, context.now(), fence);
    }
  };
  const judge = oneAtATime(async () => {
    // A provider that was added since the last look.
    if (waiting.some((one) => !hosts.has(keyOf(one)))) await refresh();
    count();
    await write();
  });
  const look = oneAtATime(async () => {
    await refresh();
    count();
    for (const state of await engine.trunkStates()) {
      const known = hosts.get(keyOf(state));
      if (!known) continue;
      known.state = state;
      known.health = probed(known.health, state.isGood, context.now(), known.settings.probeSeconds);
    }
    await write();
    const added = [...tallies.values()];
    tallies.clear();
    await noteTallies(context, added);
  });
  return {
    look,
    tried: (tried) => {
      waiting.push(...tried);
      return judge();
    },
  };
}

const keyOf = ({ providerId, host }: { readonly providerId: Id; readonly host: number }): string => `${providerId}/${host}`;

/** What the database says counts when it was emptied: somebody changed the provider's addresses. */
function renewed(known: Known | undefined, settings: WatchedHost): Known {
  const wasForgotten =
    known !== undefined && known.written !== '' && settings.health.probe === 'unknown' && settings.health.failures === 0;
  if (!known || (wasForgotten && known.health.probe !== 'unknown'))
    return { health: settings.health, settings, state: undefined, written: '' };
  return { ...known, settings };
}

/** What is worth writing down when it changes; times of answers alone are not. */
const shown = ({ health, state }: Known): string =>
  [health.probe, health.goodSince, health.failures, health.fencedUntil, state?.registration].join(' ');

function recordOf({ settings, health, state }: Known): HostRecord {
  const { providerId, host } = settings;
  return { providerId, host, health, registration: state?.registration, roundTrip: state?.roundTrip };
}

function counted(before: Tally | undefined, { providerId, wasAnswered }: TriedHost): Tally {
  const { attempts, answered } = before ?? { attempts: 0, answered: 0 };
  return { providerId, attempts: attempts + 1, answered: answered + (wasAnswered ? 1 : 0) };
}
