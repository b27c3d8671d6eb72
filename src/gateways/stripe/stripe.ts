import Stripe from 'stripe';
import { currencyDigits } from '../../core/base/currency.ts';
import { type Amount, amountScale } from '../../core/base/money.ts';
import { addSeconds, type Instant } from '../../core/base/time.ts';
import type { ChargeFailure, ChargeOutcome, GatewayCard, RefundOutcome } from '../../core/payments/charge.ts';
import type {
  ChargeRequest,
  ChargeStatus,
  GatewayField,
  GatewayValues,
  NoticeEvent,
  OpenedPage,
  PageRequest,
  PaymentGateway,
  RawNotice,
  RefundRequest,
  RefundStatus,
} from '../gateway.ts';

export type StripeOptions = {
  readonly clock: () => Instant;
  /** Where Stripe is; left out: at Stripe. Tests have a server of their own. */
  readonly server?: { readonly host: string; readonly port: number };
  readonly timeoutMilliseconds?: number;
};

const fields: readonly GatewayField[] = [
  {
    ...{ name: 'secretKey', label: 'Secret key', isSecret: true, isRequired: true, pattern: /^(sk|rk)_(test|live)_\w{8,200}$/ },
    help: 'From Stripe → Developers → API keys; begins with sk_test_ for trying and with sk_live_ for real money.',
  },
  {
    ...{
      name: 'noticeSecret',
      label: 'Signing secret of the webhook',
      isSecret: true,
      isRequired: false,
      pattern: /^$|^whsec_\w{8,200}$/,
    },
    help: 'From Stripe → Developers → Webhooks; begins with whsec_. Without it results come a little later: Stripe is asked.',
  },
];

/** A page of Stripe lives at least 30 minutes; one more for clocks that differ. */
const pageSeconds = 31 * 60;

/**
 * Stripe: Checkout for the first payment, PaymentIntents without the customer for the next ones, with the card that Stripe keeps.
 * Card numbers never pass through us (that would take a PCI DSS assessment), so there is no `saveCard`.
 */
export function stripeGateway(options: StripeOptions): PaymentGateway {
  const open = ({ secretKey = '' }: GatewayValues): Stripe =>
    new Stripe(secretKey, {
      ...(options.server && { host: options.server.host, port: options.server.port, protocol: 'http' as const }),
      timeout: options.timeoutMilliseconds ?? 20_000,
      // We repeat by ourselves, with the same key, and write down each time.
      maxNetworkRetries: 0,
      telemetry: false,
    });
  return {
    code: 'stripe',
    title: 'Stripe',
    fields,
    openPage: (values, request) => openPage(open(values), request, options.clock()),
    charge: (values, request) => charge(open(values), request),
    askCharge: (values, { key, token, page }) => {
      if (token !== undefined) return askIntent(open(values), key, token);
      // Without its address nobody can have paid on a page.
      return page === undefined ? Promise.resolve({ state: 'absent' }) : askPage(open(values), page);
    },
    refund: (values, request) => refund(open(values), request),
    askRefund: (values, request) => askRefund(open(values), request),
    readNotice: (values, notice) => readNotice(open(values), values.noticeSecret ?? '', notice),
  };
}

async function openPage(stripe: Stripe, request: PageRequest, now: Instant): Promise<OpenedPage> {
  const { key, currency, description, email, keepsCard, returnUrl } = request;
  const units = smallestUnits(request.amount, currency);
  try {
    const session = await stripe.checkout.sessions.create(
      {
        mode: 'payment',
        client_reference_id: key,
        line_items: [
          {
            quantity: 1,
            price_data: {
              currency: currency.toLowerCase(),
              unit_amount: units,
              product_data: { name: description },
            },
          },
        ],
        ...(email !== '' && { customer_email: email }),
        ...(keepsCard && { customer_creation: 'always' as const }),
        payment_intent_data: {
          description,
          metadata: { vsppanel_charge: key },
          ...(keepsCard && { setup_future_usage: 'off_session' as const }),
        },
        success_url: returnUrl,
        cancel_url: returnUrl,
        expires_at: Math.trunc(addSeconds(now, pageSeconds) / 1000),
      },
      { idempotencyKey: key },
    );
    return session.url === null
      ? { ok: false, problem: 'Stripe gave no page.' }
      : { ok: true, url: session.url, page: session.id };
  } catch (error) {
    return { ok: false, problem: problemOf(error) };
  }
}

async function charge(stripe: Stripe, request: ChargeRequest): Promise<ChargeOutcome> {
  const { key, currency, description } = request;
  const units = smallestUnits(request.amount, currency);
  const [customer = '', method = ''] = request.token.split(' ');
  try {
    const intent = await stripe.paymentIntents.create(
      {
        ...{ customer, description, payment_method: method, off_session: true, confirm: true },
        ...{ amount: units, currency: currency.toLowerCase(), metadata: { vsppanel_charge: key } },
      },
      { idempotencyKey: key },
    );
    return outcomeOf(intent);
  } catch (error) {
    return outcomeOfError(error);
  }
}

/** Lists the customer's latest intents: unlike Stripe's search, a list has what was made a moment ago. */
async function askIntent(stripe: Stripe, key: string, token: string): Promise<ChargeStatus> {
  try {
    const { data } = await stripe.paymentIntents.list({ customer: token.split(' ')[0] ?? '', limit: 100 });
    const intent = data.find((one) => one.metadata.vsppanel_charge === key);
    return intent ? outcomeOf(intent) : { state: 'absent' };
  } catch (error) {
    return { state: 'unknown', problem: problemOf(error) };
  }
}

async function askPage(stripe: Stripe, page: string): Promise<ChargeStatus> {
  try {
    const session = await stripe.checkout.sessions.retrieve(page, { expand: ['payment_intent.payment_method'] });
    const intent = typeof session.payment_intent === 'object' ? session.payment_intent : null;
    if (session.payment_status === 'paid' && intent) return outcomeOf(intent);
    if (session.status === 'expired') return { state: 'failed', failure: 'abandoned', reference: session.id };
    return session.status === 'complete' ? { state: 'unknown', problem: 'Stripe waits for the bank.' } : { state: 'open' };
  } catch (error) {
    return { state: 'unknown', problem: problemOf(error) };
  }
}

function outcomeOf(intent: Stripe.PaymentIntent): ChargeOutcome {
  const { id: reference, status } = intent;
  if (status === 'succeeded') {
    const card = cardOf(intent);
    return { state: 'succeeded', reference, ...(card && { card }) };
  }
  if (status === 'requires_action') return { state: 'failed', failure: 'authentication_required', reference };
  if (status === 'requires_payment_method' || status === 'canceled')
    return {
      state: 'failed',
      failure: failureOf(intent.last_payment_error?.code, intent.last_payment_error?.decline_code),
      reference,
    };
  return { state: 'unknown', problem: `Stripe says "${status}".` };
}

/** The card, when Stripe keeps it for later and told it along. */
function cardOf({ customer, payment_method: method, setup_future_usage: use }: Stripe.PaymentIntent): GatewayCard | undefined {
  if (typeof method !== 'object' || !method?.card || use !== 'off_session' || customer === null) return undefined;
  const { brand, last4, exp_month: month, exp_year: year } = method.card;
  const customerId = typeof customer === 'string' ? customer : customer.id;
  return { token: `${customerId} ${method.id}`, brand, lastFour: last4, expiry: `${year}-${String(month).padStart(2, '0')}` };
}

/** Only what Stripe answered for sure is a failure; a broken connection or an error of Stripe's own leaves it open. */
function outcomeOfError(error: unknown): ChargeOutcome {
  if (error instanceof Stripe.errors.StripeCardError) {
    const reference = error.payment_intent?.id ?? '';
    return { state: 'failed', failure: failureOf(error.code, error.decline_code), reference };
  }
  const isRefused =
    error instanceof Stripe.errors.StripeInvalidRequestError ||
    error instanceof Stripe.errors.StripeAuthenticationError ||
    error instanceof Stripe.errors.StripePermissionError;
  return isRefused
    ? { state: 'failed', failure: 'refused_by_gateway', reference: '' }
    : { state: 'unknown', problem: problemOf(error) };
}

/** https://docs.stripe.com/error-codes and /declines/codes. */
function failureOf(code: string | undefined, declineCode: string | undefined): ChargeFailure {
  const said = [code, declineCode];
  if (said.includes('authentication_required')) return 'authentication_required';
  if (said.includes('insufficient_funds')) return 'insufficient_funds';
  return said.includes('expired_card') ? 'expired_card' : 'declined';
}

async function refund(stripe: Stripe, { key, reference, amount, currency }: RefundRequest): Promise<RefundOutcome> {
  const units = smallestUnits(amount, currency);
  try {
    const made = await stripe.refunds.create(
      { payment_intent: reference, amount: units, metadata: { vsppanel_refund: key } },
      { idempotencyKey: key },
    );
    return refundOutcome(made);
  } catch (error) {
    const isRefused = error instanceof Stripe.errors.StripeInvalidRequestError || error instanceof Stripe.errors.StripeCardError;
    return { state: isRefused ? 'failed' : 'unknown', problem: problemOf(error) };
  }
}

async function askRefund(stripe: Stripe, { key, reference }: RefundRequest): Promise<RefundStatus> {
  try {
    const { data } = await stripe.refunds.list({ payment_intent: reference, limit: 100 });
    const made = data.find((one) => one.metadata?.vsppanel_refund === key);
    return made ? refundOutcome(made) : { state: 'absent' };
  } catch (error) {
    return { state: 'unknown', problem: problemOf(error) };
  }
}

function refundOutcome({ id, status, failure_reason: reason }: Stripe.Refund): RefundOutcome {
  if (status === 'succeeded' || status === 'pending') return { state: 'succeeded', reference: id };
  if (status === 'failed' || status === 'canceled') return { state: 'failed', problem: `Stripe says "${reason ?? status}".` };
  return { state: 'unknown', problem: `Stripe says "${status ?? 'nothing'}".` };
}

/** Seconds between a signature and now. */
const noticeTolerance = 300;

function readNotice(stripe: Stripe, secret: string, { body, headers, at }: RawNotice): NoticeEvent {
  if (secret === '') return 'forged';
  const event = signedEvent(stripe, secret, { body, headers, at });
  if (event === undefined) return 'forged';
  const key = keyIn(event.data.object as unknown as Record<string, unknown>);
  if (key === undefined) return 'ignored';
  if (/^(checkout\.session|payment_intent)\./.test(event.type)) return { about: 'charge', key };
  return /^(refund\.|charge\.refund)/.test(event.type) ? { about: 'refund', key } : 'ignored';
}

function signedEvent(stripe: Stripe, secret: string, { body, headers, at }: RawNotice): Stripe.Event | undefined {
  try {
    const signature = headers['stripe-signature'] ?? '';
    return stripe.webhooks.constructEvent(body, signature, secret, noticeTolerance, undefined, at);
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function keyIn(object: Record<string, unknown>): string | undefined {
  const metadata = (object.metadata ?? {}) as Record<string, unknown>;
  const key = object.client_reference_id ?? metadata.vsppanel_charge ?? metadata.vsppanel_refund;
  return typeof key === 'string' ? key : undefined;
}

/** Stripe's sentence, which holds no card and no key (keys are cut short in it). */
function problemOf(error: unknown): string {
  if (error instanceof Stripe.errors.StripeAuthenticationError) return 'Stripe does not take this secret key.';
  return error instanceof Error ? error.message.slice(0, 300) : 'Stripe did not answer.';
}

/** Currencies whose cents Stripe counts though the world no longer does (https://docs.stripe.com/currencies#special-cases). */
const stillWithCents = ['ISK', 'UGX'];

/** Whole smallest units, as Stripe counts: cents, yen, fils. What has fractions of them is a mistake of ours. */
function smallestUnits(amount: Amount, currency: string): number {
  const digits = stillWithCents.includes(currency) ? 2 : currencyDigits(currency);
  const unit = 10n ** BigInt(amountScale - digits);
  if (amount % unit !== 0n) throw new RangeError(`${amount} is no whole number of the smallest unit of ${currency}`);
  return Number(amount / unit);
}
