import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { PanelAccess } from '../../../http/contract/endpoint.ts';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { mayOpen, useSession } from '../session/session.ts';

/** Shows a page to those who may see it; the server asks again for every request. */
export function Permitted({ access, children }: { readonly access: PanelAccess; readonly children: ReactNode }) {
  const staff = useSession()?.staff;
  if (staff && mayOpen(staff.level, access)) return <>{children}</>;
  return (
    <EmptyState order={1} icon={IconLock} title="This page is for Administrators">
      Your level, Super User, does not open it. Ask an Administrator if you need it.
    </EmptyState>
  );
}
