/** The closed list of expected "no"s. Each has one sentence for people; `http/refusals.ts` adds the HTTP status, `engines` the cause. */
export const refusals = {
  not_found: 'There is no such record.',
  not_signed_in: 'Sign in first.',
  not_permitted: 'Your level does not allow this. Ask an Administrator.',
  wrong_credentials: 'The user name or the password is wrong.',
  too_many_attempts: 'Too many attempts. Wait a few minutes and try again.',
  wrong_code: 'This code is wrong, or it was used before. Codes of an app change every 30 seconds.',
  passkey_refused: 'This passkey was not accepted. Try again, or use another way to sign in.',
  sign_in_expired: 'This sign-in took too long. Begin again with your password.',
  sign_in_unfinished: 'Finish signing in first: the panel asks you for one more thing.',
  invalid_input: 'Some fields need your attention.',
  customer_number_taken: 'This customer number is taken.',
  stale_version: 'Somebody else changed this record meanwhile. Load it again.',
  key_reused: 'This key was used before for a different movement of money.',
  rerate_outdated: 'Rates were changed since this preview was made. Make a new one.',
  already_set_up: 'The panel is set up already. Sign in instead.',
  setup_link_invalid: 'This set-up link is wrong or was used already. Start vspPanel again to get a new one.',
  in_use: 'This record is in use and cannot be removed.',
  reference_used: 'This reference was booked before.',
  payment_reversed: 'This payment was undone.',
  charge_alive: 'Another card payment of this customer is under way. Its result must be known first.',
  no_gateway: 'No payment gateway is active. Turn one on under Settings → Payments.',
  no_gateway_card: 'No card of this customer is kept with the gateway. Send a link to pay.',
  never_pre_paid: 'The card of a Pre-Paid account is never charged but by the customer.',
  portal_link_invalid: 'This link was used before or is too old. Ask for a new one under “Forgotten password”.',
  voucher_wrong: 'This is no voucher of ours. Check the code.',
  voucher_used: 'This voucher was redeemed before.',
  voucher_ended: 'This voucher has expired or was cancelled.',
  pay_link_invalid: 'This link to pay is no longer good. Ask for a new one.',
  statement_unreadable: 'This file is no bank statement that can be read.',
  card_key_missing: 'The key of the stored cards is not there. Run "npx vsppanel doctor"; try again when it is back.',
  engine_unavailable: 'The call engine does not answer. Calls are paused; see the doctor page.',
  pdf_unavailable: 'There is no Chromium on this machine to make a PDF of your own layout. Take the HTML, or install Chromium.',
  pdf_failed: 'The PDF could not be made. Try again.',
  no_layout_mail: 'There is nobody to write to: this customer has no e-mail address.',
  e_invoice_incomplete: 'The e-invoice cannot be written yet: something that the standard wants is missing.',
  run_in_progress: 'An invoice run is under way. Wait for its end, or stop it.',
  signup_closed: 'This form takes no signups at the moment.',
  signup_wrong_site: 'This form may not be used on that site.',
  signup_again: 'Send the form once more.',
  signup_link_invalid: 'This link was used before, is older than 48 hours, or was not copied whole.',
  signup_decided: 'This signup has been decided already. Load it again.',
  deck_unreadable: 'The file cannot be read.',
  deck_too_large: 'The file is larger than 200 MB. Split it, or save it as XLSX.',
  deck_state: 'This import has moved on meanwhile. Load it again.',
  deck_covered: 'Later changes stand on top of this import.',
  database_unavailable: 'The database does not answer. Try again in a moment.',

  number_taken: 'Somebody has this number already.',
  number_quarantined: 'This number rests after its last customer.',

  // Refusals of a call, in the order in which they are checked (core/calls/planCall.ts).
  unallocated_number: 'Nobody has this number.',
  unknown_caller: 'The phone is not known.',
  account_suspended: 'The account is suspended.',
  protocol_not_allowed: 'The account may not call with this protocol.',
  restricted: 'The account may receive calls only, until it has paid.',
  invalid_number: 'The number cannot be understood.',
  callee_unavailable: 'The called customer cannot be reached.',
  do_not_disturb: 'The called phone does not want to be disturbed.',
  forwarding_loop: 'The call was forwarded in a circle.',
  no_rate: 'The billing package has no rate for this destination.',
  destination_blocked: 'Calls to this destination are blocked.',
  guard_locked: 'Outgoing calls are locked because somebody else may be using this account. Emergency calls work.',
  guard_special: 'Calls to premium, satellite and other special numbers are switched off for this account.',
  guard_high_risk: 'Calls to destinations with a high risk of fraud are switched off for this account.',
  guard_country: 'Calls to this country are not opened for this account.',
  guard_price: 'A minute to this destination costs more than this account may pay.',
  no_route: 'No provider takes calls to this destination.',
  too_many_calls: 'The account has reached its limit of concurrent calls.',
  guard_throttled: 'The account may have one call at a time because its calls looked unusual.',
  guard_calls: 'The account has reached its limit of calls abroad and to special numbers at once.',
  guard_rate: 'The account has made too many calls abroad or to special numbers in a short time.',
  spend_limit: 'The account has reached its daily spend limit.',
  hourly_spend_limit: 'The account has reached its hourly spend limit.',
  no_funds: 'The balance does not cover the first part of the call.',
  not_ready: 'The call control is starting or has no database.',
} as const;

export type RefusalCode = keyof typeof refusals;

/** A fault of one input field: `field` is the path in the request (`extras.0.cost`), `message` a full sentence. */
export type FieldFault = {
  readonly field: string;
  readonly message: string;
  /** A value that would be taken; a form offers it with one click. */
  readonly suggestion?: string | undefined;
};

/** Thrown by actions to roll back and answer "no"; `core` returns its code instead. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly faults: readonly FieldFault[];
  constructor(code: RefusalCode, options: { message?: string; faults?: readonly FieldFault[]; cause?: unknown } = {}) {
    super(options.message ?? refusals[code], { cause: options.cause });
    this.name = 'Refusal';
    this.code = code;
    this.faults = options.faults ?? [];
  }
}

/** A refusal at one field of the request. */
export function fieldRefusal(code: RefusalCode, field: string, message: string, suggestion?: string): Refusal {
  return new Refusal(code, { faults: [{ field, message, ...(suggestion !== undefined && { suggestion }) }] });
}
