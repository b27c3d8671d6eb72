import { may, type Permission } from '../../../core/access/permission.ts';
import type { Access } from '../../../http/contract/endpoint.ts';
import { getSession } from '../../../http/contract/session.ts';
import { useAnswer } from '../../api.ts';

/** Who is signed in, and the operator's currency and zone. Undefined until it is known. */
export const useSession = () => useAnswer(getSession, {}).data;

/** True when the person signed in holds this permission. */
export function useMay(permission: Permission): boolean {
  const level = useSession()?.staff?.level;
  return level !== undefined && may(level, permission);
}

/** True when somebody of this level may see a page. */
export function mayOpen(level: Parameters<typeof may>[0], access: Access): boolean {
  return access === 'public' || access === 'signed_in' || access === 'myself' || may(level, access);
}

/** The currency of the operator; empty until it is known. */
export const useCurrency = (): string => useSession()?.currency ?? '';
