/** What other programs can be told of, and the words for it. */
export const hookEvents = {
  'call.ended': 'A call has ended, answered or not',
  'call.refused': 'A call was refused',
  'balance.low': 'A Pre-Paid balance fell to a warning level',
  'balance.empty': 'A Pre-Paid balance fell to zero or below',
  'payment.received': 'A payment or top-up was received',
  'payment.reversed': 'A payment was undone',
  'payment.refunded': 'Money of a payment was given back',
  'invoice.issued': 'An invoice was issued',
  'invoice.credited': 'A credit note was issued',
  'invoice.paid': 'An invoice is paid in full',
  'invoice.overdue': 'An invoice is overdue',
  'alert.raised': 'An alert was raised (fraud and others)',
  'account.created': 'An account was created',
  'account.suspended': 'An account was suspended',
  'account.activated': 'An account was activated again',
} as const;
/** An event that a webhook can be asked to tell of. */
export type HookEvent = keyof typeof hookEvents;
export const hookEventList = Object.keys(hookEvents) as [HookEvent, ...HookEvent[]];

/** What comes without being asked for: a test, and the calls of an export for the webhook that is named there. */
export const sentEvents = {
  ...hookEvents,
  'webhook.test': 'A test, sent by hand',
  'cdr_export.calls': 'A part of an export of calls',
} as const;
export type SentEvent = keyof typeof sentEvents;
export const sentEventList = Object.keys(sentEvents) as [SentEvent, ...SentEvent[]];
export const isSentEvent = (kind: string): kind is SentEvent => Object.hasOwn(sentEvents, kind);

/** Whether a webhook is told, was turned off by staff, or was stopped by us because it failed for days. */
export const hookStates = { on: 'On', off: 'Off', stopped: 'Stopped' } as const;
export type HookState = keyof typeof hookStates;
export const hookStateList = Object.keys(hookStates) as [HookState, ...HookState[]];

/** An event on its way to one webhook. */
export const deliveryStates = {
  waiting: 'Waiting',
  delivered: 'Delivered',
  failed: 'Given up',
  missed: 'Missed',
} as const;
export type DeliveryState = keyof typeof deliveryStates;
export const deliveryStateList = Object.keys(deliveryStates) as [DeliveryState, ...DeliveryState[]];

/** More than this many webhooks is a mistake: each is asked for work of its own every second. */
export const webhooksMax = 50;
