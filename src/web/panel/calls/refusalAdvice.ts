import type { RefusalCode } from '../../../core/base/refusal.ts';

/** The refusals of a call in the order in which they are checked, and what to do about each. */
export const refusalAdvice: readonly { readonly code: RefusalCode; readonly advice: string }[] = [
  {
    code: 'unallocated_number',
    advice: 'A provider brought a call to a number that no account has. Allocate it under Incoming numbers.',
  },
  { code: 'unknown_caller', advice: 'Check the user name in the phone. It is the number under Phones of the account.' },
  { code: 'account_suspended', advice: 'Switch “Account activated” on at the top of the account page.' },
  {
    code: 'restricted',
    advice: 'An overdue invoice has restricted the account. It ends by itself with the payment; see Money of the account.',
  },
  {
    code: 'protocol_not_allowed',
    advice: 'Edit the account and change Default Protocol, or set the phone to the other protocol.',
  },
  { code: 'invalid_number', advice: 'See what was dialled on the call page. Check the dial plan under Settings, Company.' },
  {
    code: 'callee_unavailable',
    advice: 'The called customer’s phone is not registered or the account is suspended. See its Phones tab.',
  },
  {
    code: 'do_not_disturb',
    advice:
      'The called phone is set to “Do not disturb”. Its customer switches that off by dialling *79, or you in its features.',
  },
  {
    code: 'forwarding_loop',
    advice: 'A phone forwards to one that forwards back, or more than three times over. See Forwarding under Phones.',
  },
  { code: 'no_rate', advice: 'Add a rate for this prefix to the account’s billing package, or leave it closed on purpose.' },
  {
    code: 'destination_blocked',
    advice: 'The rate is blocked, or the account blocks the prefix. Change either one to allow it.',
  },
  {
    code: 'guard_locked',
    advice:
      'The fraud guard locked outgoing calls. The account page says why; ask the customer, give the phones new secrets if the calls are not theirs, then release it there.',
  },
  {
    code: 'guard_special',
    advice:
      'Open special destinations under Fraud guard of the account, or put the prefix into another class under Destination classes.',
  },
  {
    code: 'guard_high_risk',
    advice: 'Open high-risk destinations under Fraud guard of the account, if the customer really needs them.',
  },
  {
    code: 'guard_country',
    advice: 'Add the country under Fraud guard of the account, or for all accounts under Settings, Fraud guard.',
  },
  {
    code: 'guard_price',
    advice:
      'The first minute costs more than the dearest minute of the fraud guard. Check the rate, or raise it for this account.',
  },
  { code: 'no_route', advice: 'Add a rule for this prefix to the customer route, or switch a provider on.' },
  {
    code: 'too_many_calls',
    advice: 'Raise “Concurrent calls” of the account or of the phone. A stuck call can be hung up under Live.',
  },
  {
    code: 'guard_throttled',
    advice: 'The fraud guard allows one call at a time. The account page says why; release it there.',
  },
  {
    code: 'guard_calls',
    advice: 'Calls abroad and to special numbers have reached the limit at once. Raise it under Fraud guard of the account.',
  },
  {
    code: 'guard_rate',
    advice:
      'Too many calls abroad or to special numbers in a minute or an hour. It ends by itself; raise the limit under Fraud guard of the account if the calls are the customer’s own.',
  },
  {
    code: 'spend_limit',
    advice: 'Today’s calls have reached the daily spend limit. Raise it if the calls are the customer’s own.',
  },
  {
    code: 'hourly_spend_limit',
    advice:
      'The calls of this hour have reached the hourly spend limit. The next hour frees it; raise it if the calls are the customer’s own.',
  },
  { code: 'no_funds', advice: 'Top up the account. Calls in progress may hold a part of the balance.' },
  { code: 'not_ready', advice: 'A part is starting or lost its database. See Status; it mends itself when the part is back.' },
];
