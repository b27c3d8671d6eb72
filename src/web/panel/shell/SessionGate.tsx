import { Navigate, Outlet, useLocation } from 'react-router';
import type { Duty } from '../../../core/access/secondFactor.ts';
import { getSession } from '../../../http/contract/session.ts';
import { useAnswer } from '../../api.ts';
import { LocaleProvider } from '../../kit/locale.tsx';
import { Problem } from '../../kit/Problem.tsx';
import { FirstPaint } from './FirstPaint.tsx';

/** Sends people where they belong: first run, sign-in or the page they asked for. */
export function SessionGate() {
  const { data: session, error, refetch } = useAnswer(getSession, {}, { refetchInterval: 60_000 });
  const { pathname, search, hash } = useLocation();
  if (!session && error) {
    return (
      <main style={{ maxWidth: 560, margin: '15vh auto', padding: 16 }}>
        <h1 className="k-hidden">vspPanel</h1>
        <Problem error={error} onRetry={() => void refetch()} />
      </main>
    );
  }
  if (!session) return <FirstPaint />;
  const target = targetOf(session, pathname, pathname + search);
  if (target !== undefined) return <Navigate to={`${target}${target === '/setup' ? hash : ''}`} replace />;
  const tag = session.country === '' ? 'en' : `en-${session.country}`;
  return (
    <LocaleProvider locale={{ tag, timeZone: session.timeZone || 'UTC' }}>
      <Outlet />
    </LocaleProvider>
  );
}

type Standing = {
  readonly staff?: { readonly duty?: Duty | undefined } | undefined;
  readonly hasAdministrator: boolean;
  readonly isSetUp: boolean;
};

/** Where somebody has to go first; undefined = may stay. */
function targetOf({ staff, hasAdministrator, isSetUp }: Standing, pathname: string, full: string): string | undefined {
  if (!hasAdministrator) return pathname === '/setup' ? undefined : '/setup';
  if (!staff) return pathname === '/sign-in' ? undefined : `/sign-in?next=${encodeURIComponent(full)}`;
  // Without a duty the page stays until its recovery codes are kept, and leaves by itself.
  if (staff.duty || pathname === '/finish-sign-in') return pathname === '/finish-sign-in' ? undefined : '/finish-sign-in';
  if (!isSetUp) return pathname === '/setup' ? undefined : '/setup';
  return pathname === '/setup' || pathname === '/sign-in' ? nextOf(full) : undefined;
}

/** The address asked for before signing in; only addresses of this panel count. */
function nextOf(full: string): string {
  const next = new URLSearchParams(full.split('?')[1] ?? '').get('next') ?? '/';
  return /^\/(?![/\\])/.test(next) && !/^\/(sign-in|finish-sign-in|setup)/.test(next) ? next : '/';
}
