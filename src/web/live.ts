import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import * as z from 'zod';
import { listLiveCalls, liveCallSchema, livePath } from '../http/contract/calls.ts';
import { keyOf } from './api.ts';

const callsEvent = z.object({ items: z.array(liveCallSchema) });
const accountEvent = z.object({ id: z.string() });
/** Lists that a finished call or a moved balance makes stale, whatever their parameters. */
const movedLists = ['/accounts', '/calls'];

let isConnected = false;
const listeners = new Set<() => void>();

/** Keeps the cache current from the server's events while somebody is signed in. */
export function useLive(): void {
  const client = useQueryClient();
  useEffect(() => {
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
    source.addEventListener('account', (event) => takeAccount(client, event.data));
    source.addEventListener('status', () => takeStatus(client));
    return () => {
      source.close();
      tell(false);
    };
  }, [client]);
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

function takeCalls(client: QueryClient, text: string): void {
  const heard = callsEvent.parse(JSON.parse(text));
  const key = keyOf(listLiveCalls, {});
  const before = client.getQueryData<z.output<typeof callsEvent>>(key)?.items ?? [];
  client.setQueryData(key, heard);
  const now = new Set(heard.items.map((call) => call.callId));
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
