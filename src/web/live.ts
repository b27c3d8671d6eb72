import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import * as z from 'zod';
import type { AnswerOf } from '../http/contract/endpoint.ts';
import { listLiveCalls, liveCallsMovedSchema, liveCallsSchema, livePath } from '../http/contract/liveCalls.ts';
import { keyOf } from './api.ts';

const accountEvent = z.object({ id: z.string() });
/** Lists that a finished call or a moved balance makes stale, whatever their parameters. */
const movedLists = ['/accounts', '/calls'];

let isConnected = false;
const listeners = new Set<() => void>();

/** Keeps the cache current from the server's events while somebody is signed in; a stream that was refused is not asked for again. */
export function useLive(isSignedIn: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!isSignedIn) return;
    const source = new EventSource(`/api/v1${livePath}`);
    let hasBroken = false;
    source.onopen = () => {
      tell(true);
      // What happened while nobody heard.
      if (hasBroken) void client.invalidateQueries();
    };
    source.onerror = () => {
      hasBroken = true;
      tell(false);
      // Closed for good is a refusal: the session has ended, and the page should say so now.
      if (source.readyState === EventSource.CLOSED) void client.invalidateQueries({ queryKey: ['/session'] });
    };
    source.addEventListener('calls', (event) => takeCalls(client, event.data));
    source.addEventListener('moved', (event) => takeMoved(client, event.data));
    source.addEventListener('account', (event) => takeAccount(client, event.data));
    source.addEventListener('status', () => takeStatus(client));
    return () => {
      source.close();
      tell(false);
    };
  }, [client, isSignedIn]);
}

/** True while events arrive; pages say so when they do not. */
export function useIsLive(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isConnected,
  );
}

function tell(connected: boolean): void {
  isConnected = connected;
  for (const listener of listeners) listener();
}

/** A part broke or came back: what could not be shown before is asked again. */
function takeStatus(client: QueryClient): void {
  void client.invalidateQueries({ predicate: ({ queryKey: [path], state }) => path === '/status' || state.status === 'error' });
}

type LiveList = AnswerOf<typeof listLiveCalls>;
const liveKey = keyOf(listLiveCalls, {});

function takeCalls(client: QueryClient, text: string): void {
  take(client, liveCallsSchema.parse(JSON.parse(text)));
}

/** Calls that began, changed or ended, put into the list that is known. */
function takeMoved(client: QueryClient, text: string): void {
  const { ended, ...heard } = liveCallsMovedSchema.parse(JSON.parse(text));
  const before = client.getQueryData<LiveList>(liveKey);
  // Without a list there is nothing to put it into; one that was asked for meanwhile knows more.
  if (before === undefined || before.asOf > heard.asOf) return;
  const gone = new Set([...ended, ...heard.items.map(({ callId }) => callId)]);
  const items = [...heard.items, ...before.items.filter(({ callId }) => !gone.has(callId))];
  // A rate that is known stays the same object: whoever prices by it has worked it out already.
  take(client, { ...heard, items, rates: ratesOf(items, { ...heard.rates, ...before.rates }) });
}

function ratesOf(items: LiveList['items'], known: LiveList['rates']): LiveList['rates'] {
  const keys = new Set(items.flatMap(({ rateKey, costRateKey }) => [rateKey, costRateKey]));
  return Object.fromEntries(Object.entries(known).filter(([key]) => keys.has(key)));
}

function take(client: QueryClient, list: LiveList): void {
  const before = client.getQueryData<LiveList>(liveKey)?.items ?? [];
  client.setQueryData(liveKey, list);
  const now = new Set(list.items.map((call) => call.callId));
  if (before.some((call) => !now.has(call.callId))) void client.invalidateQueries({ queryKey: ['/calls'] });
}

function takeAccount(client: QueryClient, text: string): void {
  const { id } = accountEvent.parse(JSON.parse(text));
  void client.invalidateQueries({
    predicate: ({ queryKey: [path, sent] }) => isAbout(String(path), sent, id),
  });
}

function isAbout(path: string, sent: unknown, id: string): boolean {
  if (movedLists.includes(path)) return true;
  const parsed = z.object({ params: z.object({ id: z.string() }) }).safeParse(sent);
  return path.startsWith('/accounts/') && parsed.success && parsed.data.params.id === id;
}
