import type { Ask } from '../db/reads/ask.ts';
import { findAccountOf } from '../db/reads/findAccountOf.ts';
import { type LiveCalls, listLiveCalls } from '../db/reads/listLiveCalls.ts';
import { withoutCosts } from './liveCosts.ts';

/**
 * What signed-in browsers are told: all calls in progress, which of them moved, an account whose money, phones or settings moved,
 * that health changed.
 */
export type LiveEvent = {
  readonly event: 'calls' | 'moved' | 'account' | 'status';
  readonly data: unknown;
  /** For those who may not see what providers take; absent = the same. */
  readonly costless?: unknown;
};
type Listener = (event: LiveEvent) => void;

export type LiveFeed = {
  /** A notification of channel `change`, such as "account 42". */
  readonly hear: (payload: string) => void;
  /** Whatever happened while nobody heard: everything is told again. */
  readonly catchUp: () => void;
  readonly tellStatus: () => void;
  /** `onSessionEnd`: somebody's session or browser phone ended, perhaps this one. Returns what ends the subscription. */
  readonly subscribe: (listener: Listener, onSessionEnd?: () => void) => () => void;
  readonly listeners: () => number;
};

/** Changes within this time become one event: a hundred calls a second must not become a hundred lists. */
const gatherMilliseconds = 150;
/** When more calls moved than this, the whole list is shorter. */
const movedMax = 1000;

/** Turns notifications of the database into events; asks nothing while nobody listens. */
export function openLiveFeed(ask: Ask, report: (what: string, error: unknown) => void): LiveFeed {
  const listeners = new Set<Listener>();
  const watchmen = new Set<() => void>();
  const accounts = new Set<string>();
  const moved = new Set<string>();
  let isEverythingDue = false;
  let isGathering = false;

  const tell = (event: LiveEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const flush = async (): Promise<void> => {
    isGathering = false;
    const [movedAccounts, callIds, isWhole] = [[...accounts], [...moved], isEverythingDue || moved.size > movedMax];
    accounts.clear();
    moved.clear();
    isEverythingDue = false;
    for (const id of movedAccounts) tell({ event: 'account', data: { id } });
    if (listeners.size === 0 || (!isWhole && callIds.length === 0)) return;
    try {
      tell(isWhole ? await allCalls(ask) : await movedCalls(ask, callIds));
    } catch (error) {
      isEverythingDue = true; // What was not told now is told with the next change.
      throw error;
    }
  };
  const gather = (): void => {
    if (listeners.size === 0 || isGathering) return;
    isGathering = true;
    setTimeout(() => void flush().catch((error) => report('telling browsers', error)), gatherMilliseconds);
  };
  // Many sessions may end at once; each watchman asks the database.
  const lookSoon = oncePerBurst(() => watchmen.forEach((look) => void look()));
  const onRegistration = async (number: string): Promise<void> => {
    const id = await ask((tx) => findAccountOf(tx, number));
    if (id === undefined) return;
    accounts.add(id);
    gather();
  };

  return {
    hear: (payload) => {
      const [noun, id = '', of = ''] = payload.split(' ');
      if (listeners.size === 0) return;
      if (noun === 'registration') void onRegistration(id).catch((error) => report('finding a phone', error));
      if (noun === 'account' || noun === 'money' || noun === 'message') accounts.add(id);
      if (noun === 'browser_phone' && of !== '') accounts.add(of);
      if (noun === 'session' || noun === 'browser_phone') lookSoon();
      if (noun === 'call') moved.add(id);
      if (noun === 'setting' || noun === 'provider' || noun === 'route') tell({ event: 'status', data: {} });
      gather();
    },
    catchUp: () => {
      isEverythingDue = true;
      tell({ event: 'status', data: {} });
      gather();
    },
    tellStatus: () => tell({ event: 'status', data: {} }),
    subscribe: (listener, onSessionEnd) => {
      listeners.add(listener);
      if (onSessionEnd) watchmen.add(onSessionEnd);
      return () => {
        listeners.delete(listener);
        if (onSessionEnd) watchmen.delete(onSessionEnd);
      };
    },
    listeners: () => listeners.size,
  };
}

/** Does the work once for all that ask for it within a moment. */
function oncePerBurst(work: () => void): () => void {
  let isDue = false;
  return () => {
    if (isDue) return;
    isDue = true;
    setTimeout(() => {
      isDue = false;
      work();
    }, gatherMilliseconds);
  };
}

/** Every call in progress, as an event. */
export async function allCalls(ask: Ask): Promise<LiveEvent> {
  return priced('calls', await ask(listLiveCalls));
}

/** Those of these calls that are in progress, and which are over. */
async function movedCalls(ask: Ask, callIds: readonly string[]): Promise<LiveEvent> {
  const found = await ask((tx) => listLiveCalls(tx, { callIds }));
  const up = new Set(found.items.map(({ callId }) => callId));
  return priced('moved', { ...found, ended: callIds.filter((callId) => !up.has(callId)) });
}

const priced = <Data extends LiveCalls>(event: 'calls' | 'moved', data: Data): LiveEvent => ({
  event,
  data,
  costless: withoutCosts(data),
});
