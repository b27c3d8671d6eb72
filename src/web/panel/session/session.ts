import { useQuery } from '@tanstack/react-query';
import { may, type Permission } from '../../../core/access/permission.ts';
import type { AnswerOf, PanelAccess } from '../../../http/contract/endpoint.ts';
import { getSession } from '../../../http/contract/session.ts';
import { call, keyOf } from '../../api.ts';
import { hasUnsaved } from '../../kit/unsaved.ts';

type Session = AnswerOf<typeof getSession>;
/**
 * What is known of the session. `hasExpired`: the server knows nobody any more, but somebody was signed in on this page and typed
 * something that is not saved. Their name and level stay, so that the page stays, under the dialog that asks to sign in again.
 * Where nothing would be lost the page goes: a session that was ended elsewhere may leave nothing on the screen. Signing out on
 * purpose loads a whole new page and never comes here.
 */
export type KnownSession = Session & { readonly hasExpired?: true };

/** Who is signed in, asked again every minute where `refetchInterval` says so. The only query under this key. */
export function useKnownSession(options: { readonly refetchInterval?: number } = {}) {
  return useQuery<KnownSession, Error>({
    queryKey: keyOf(getSession),
    queryFn: async ({ client, signal }) => {
      const session = await call(getSession, {}, signal);
      const before = client.getQueryData<KnownSession>(keyOf(getSession));
      if (session.staff || !before?.staff) return session;
      return before.hasExpired || hasUnsaved() ? { ...before, hasExpired: true } : session;
    },
    refetchInterval: options.refetchInterval ?? false,
  });
}

/** Who is signed in, and the operator's currency and zone. Undefined until it is known. */
export const useSession = () => useKnownSession().data;

/** True when the person signed in holds this permission. */
export function useMay(permission: Permission): boolean {
  const level = useSession()?.staff?.level;
  return level !== undefined && may(level, permission);
}

/** True when somebody of this level may see a page. */
export function mayOpen(level: Parameters<typeof may>[0], access: PanelAccess): boolean {
  return access === 'public' || access === 'signed_in' || access === 'myself' || may(level, access);
}

/** The currency of the operator; empty until it is known. */
export const useCurrency = (): string => useSession()?.currency ?? '';
