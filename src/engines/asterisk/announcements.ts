import type { RefusalCode } from '../../core/base/refusal.ts';

/** What the caller of a refused call hears, and the Q.850 cause that the phone is told. */
export type Announcement = { readonly prompt: string; readonly cause: number };

/** Q.850: 1 unallocated number, 3 no route to destination, 17 user busy, 20 subscriber absent, 21 call rejected (SIP 403), 28 invalid number format, 41 temporary failure. */
export const announcements: Readonly<Partial<Record<RefusalCode, Announcement>>> & { readonly not_ready: Announcement } = {
  unallocated_number: { prompt: 'unavailable', cause: 1 },
  unknown_caller: { prompt: 'unavailable', cause: 21 },
  account_suspended: { prompt: 'account_suspended', cause: 21 },
  restricted: { prompt: 'account_suspended', cause: 21 },
  protocol_not_allowed: { prompt: 'unavailable', cause: 21 },
  invalid_number: { prompt: 'invalid_number', cause: 28 },
  callee_unavailable: { prompt: 'callee_unavailable', cause: 20 },
  do_not_disturb: { prompt: 'callee_unavailable', cause: 17 },
  callee_busy: { prompt: 'callee_unavailable', cause: 17 },
  forwarding_loop: { prompt: 'callee_unavailable', cause: 20 },
  no_rate: { prompt: 'no_route', cause: 3 },
  destination_blocked: { prompt: 'destination_blocked', cause: 21 },
  no_route: { prompt: 'no_route', cause: 3 },
  too_many_calls: { prompt: 'too_many_calls', cause: 21 },
  spend_limit: { prompt: 'spend_limit', cause: 21 },
  hourly_spend_limit: { prompt: 'spend_limit', cause: 21 },
  no_funds: { prompt: 'no_funds', cause: 21 },
  not_ready: { prompt: 'unavailable', cause: 41 },
};
