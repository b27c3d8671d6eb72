import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { portalLivePath } from '../../http/contract/portal.ts';

/** undefined = not connected yet. */
let isConnected: boolean | undefined;
const listeners = new Set<() => void>();

function tell(connected: boolean | undefined): void {
  isConnected = connected;
  for (const listener of listeners) listener();
}

/** Asks again for what the server says has moved. Its events say no more than that; a broken stream connects again by itself. */
export function usePortalLive(): void {
  const client = useQueryClient();
  useEffect(() => {
    const source = new EventSource(`/api/v1${portalLivePath}`);
    const ask = (...paths: readonly string[]) =>
      void client.invalidateQueries({ predicate: ({ queryKey: [path] }) => paths.some((one) => String(path).startsWith(one)) });
    source.onopen = () => tell(true);
    source.onerror = () => {
      tell(false);
      // Closed for good is a refusal: the session has ended, and the page should say so now.
      if (source.readyState === EventSource.CLOSED) ask('/portal/session');
    };
    source.addEventListener('calls', () => ask('/portal/live-calls', '/portal/calls', '/portal/account'));
    source.addEventListener('account', () =>
      ask('/portal/account', '/portal/phones', '/portal/messages', '/portal/invoices', '/portal/payments'),
    );
    return () => {
      source.close();
      tell(undefined);
    };
  }, [client]);
}

/** True while events arrive, false when they have stopped; pages then ask by themselves, and say so. */
export function useIsPortalLive(): boolean | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isConnected,
  );
}
