import type { RefusalCode } from '../../core/base/refusal.ts';

/** What the caller of a refused call hears, and the Q.850 cause that the phone is told. */
export type Announcement = { readonly prompt: string; readonly cause: number };

/** Q.850: 1 unallocated, 3 no route, 17 busy, 20 absent, 21 rejected, 28 invalid format, 34 no circuit, 38 out of order, 41 temporary, 50 facility not subscribed, 52 outgoing barred. */
export const announcements: Readonly<Partial<Record<RefusalCode, Announcement>>> & { readonly not_ready: Announcement } = {
  unknown_caller: { prompt: 'unavailable', cause: 21 },
  account_suspended: { prompt: 'account_suspended', cause: 52 },
  protocol_not_allowed: { prompt: 'unavailable', cause: 50 },
  invalid_number: { prompt: 'invalid_number', cause: 28 },
  callee_unavailable: { prompt: 'callee_unavailable', cause: 20 },
  no_rate: { prompt: 'no_route', cause: 3 },
  destination_blocked: { prompt: 'destination_blocked', cause: 52 },
  no_route: { prompt: 'no_route', cause: 3 },
  too_many_calls: { prompt: 'too_many_calls', cause: 50 },
  spend_limit: { prompt: 'spend_limit', cause: 50 },
  no_funds: { prompt: 'no_funds', cause: 50 },
  not_ready: { prompt: 'unavailable', cause: 41 },
};
