import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Fields = Readonly<Record<string, string>>;
type Intent = Record<string, unknown> & { readonly id: string; amount: number; status: string };
type Answer = { readonly status: number; readonly body: object } | 'silence' | 'hang_up';

/** A server that speaks the small part of Stripe's API that we use, and misbehaves by the payment method's name. */
export type StripeStub = {
  readonly host: string;
  readonly port: number;
  /** The customer pays on a Checkout page. */
  readonly payOn: (session: string) => void;
  readonly intents: ReadonlyMap<string, Intent>;
  /** Every request: what was sent and with which key. */
  readonly requests: readonly { readonly line: string; readonly fields: Fields; readonly authorization: string }[];
  readonly close: () => Promise<void>;
};

const cardErrors: Readonly<Record<string, object>> = {
  pm_declined: { code: 'card_declined', decline_code: 'generic_decline' },
  pm_poor: { code: 'card_declined', decline_code: 'insufficient_funds' },
  pm_expired: { code: 'expired_card', decline_code: 'expired_card' },
  pm_confirms: { code: 'authentication_required', decline_code: 'authentication_required' },
};

export async function startStripeStub(): Promise<StripeStub> {
  const shelf = openShelf();
  const requests: { line: string; fields: Fields; authorization: string }[] = [];
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stub');
      const fields = { ...Object.fromEntries(searchParams), ...Object.fromEntries(new URLSearchParams(body)) };
      const line = `${request.method} ${pathname}`;
      requests.push({ line, fields, authorization: request.headers.authorization ?? '' });
      const key = request.headers['idempotency-key']?.toString();
      reply(response, shelf.answer(line, fields, key));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    payOn: shelf.payOn,
    intents: shelf.intents,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

function reply(response: ServerResponse, answer: Answer): void {
  if (answer === 'silence') return;
  if (answer === 'hang_up') {
    response.destroy();
    return;
  }
  response.writeHead(answer.status, { 'content-type': 'application/json', 'request-id': 'req_stub' });
  response.end(JSON.stringify(answer.body));
}

type Shelf = {
  readonly intents: Map<string, Intent>;
  readonly sessions: Map<string, Record<string, unknown>>;
  readonly refunds: Map<string, Record<string, unknown>>;
  readonly newId: (kind: string) => string;
};

function openShelf() {
  let count = 0;
  const shelf: Shelf = {
    intents: new Map(),
    sessions: new Map(),
    refunds: new Map(),
    newId: (kind) => `${kind}_stub${++count}`,
  };
  const answered = new Map<string, Answer>();
  return {
    intents: shelf.intents,
    answer: (line: string, fields: Fields, key: string | undefined): Answer => {
      const known = key === undefined ? undefined : answered.get(`${line} ${key}`);
      if (known) return known;
      const answer = route(shelf, line, fields);
      if (key !== undefined && answer !== 'hang_up') answered.set(`${line} ${key}`, answer);
      return answer;
    },
    payOn: (id: string) => payOn(shelf, id),
  };
}

function route(shelf: Shelf, line: string, fields: Fields): Answer {
  const session = shelf.sessions.get(/^GET \/v1\/checkout\/sessions\/(\w+)$/.exec(line)?.[1] ?? '');
  if (session) return { status: 200, body: session };
  switch (line) {
    case 'POST /v1/payment_intents':
      return makeIntent(shelf, fields);
    case 'GET /v1/payment_intents':
      return listOf([...shelf.intents.values()].filter((one) => one.customer === fields.customer));
    case 'POST /v1/checkout/sessions':
      return makeSession(shelf, fields);
    case 'POST /v1/refunds':
      return makeRefund(shelf, fields);
    case 'GET /v1/refunds':
      return listOf([...shelf.refunds.values()].filter((one) => one.payment_intent === fields.payment_intent));
    default:
      return { status: 404, body: { error: { type: 'invalid_request_error', message: `No ${line}` } } };
  }
}

const listOf = (items: Iterable<object>): Answer => ({
  status: 200,
  body: { object: 'list', has_more: false, data: [...items].reverse() },
});

function makeIntent({ intents, newId }: Shelf, fields: Fields): Answer {
  const { payment_method: method = '', customer = '' } = fields;
  const error = cardErrors[method];
  if (error) return { status: 402, body: { error: { type: 'card_error', message: 'Your card was declined.', ...error } } };
  if (method === 'pm_losesRequest') return 'hang_up';
  const intent = {
    ...intentOf(newId('pi'), Number(fields.amount), customer, method),
    metadata: { vsppanel_charge: keyIn(fields) },
  };
  intents.set(intent.id, intent);
  return method === 'pm_losesAnswer' ? 'silence' : { status: 200, body: intent };
}

function makeSession({ sessions, newId }: Shelf, fields: Fields): Answer {
  const id = newId('cs');
  const session = {
    ...{ id, object: 'checkout.session', url: `https://checkout.stub/${id}`, status: 'open' },
    ...{ payment_status: 'unpaid', payment_intent: null, client_reference_id: fields.client_reference_id, key: keyIn(fields) },
    amount: Number(fields['line_items[0][price_data][unit_amount]']),
    keeps: fields['payment_intent_data[setup_future_usage]'] === 'off_session',
  };
  sessions.set(id, session);
  return { status: 200, body: session };
}

function makeRefund({ intents, refunds, newId }: Shelf, fields: Fields): Answer {
  const intent = intents.get(fields.payment_intent ?? '');
  const given = [...refunds.values()].filter((one) => one.payment_intent === intent?.id);
  const sum = given.reduce((total, one) => total + Number(one.amount), Number(fields.amount));
  if (!intent || sum > intent.amount)
    return { status: 400, body: { error: { type: 'invalid_request_error', message: 'Refund is greater than the charge.' } } };
  const id = newId('re');
  const metadata = { vsppanel_refund: fields['metadata[vsppanel_refund]'] };
  const refund = {
    id,
    object: 'refund',
    status: 'succeeded',
    amount: Number(fields.amount),
    payment_intent: intent.id,
    metadata,
  };
  refunds.set(id, refund);
  return { status: 200, body: refund };
}

function payOn({ sessions, intents, newId }: Shelf, id: string): void {
  const session = sessions.get(id);
  if (!session) throw new Error(`no session ${id}`);
  const paid = intentOf(newId('pi'), Number(session.amount), 'cus_paid', 'pm_good');
  const card = { brand: 'visa', last4: '4242', exp_month: 3, exp_year: 2031 };
  const method = { id: 'pm_good', object: 'payment_method', card };
  const intent = {
    ...{ ...paid, metadata: { vsppanel_charge: session.key } },
    ...(session.keeps ? { setup_future_usage: 'off_session', payment_method: method } : {}),
  };
  intents.set(intent.id, intent);
  Object.assign(session, { status: 'complete', payment_status: 'paid', payment_intent: intent });
}

const keyIn = (fields: Fields): string | undefined =>
  fields['metadata[vsppanel_charge]'] ?? fields['payment_intent_data[metadata][vsppanel_charge]'];

function intentOf(id: string, amount: number, customer: string, method: string) {
  const shown = { id, object: 'payment_intent', amount, status: 'succeeded', customer, payment_method: method };
  return { ...shown, setup_future_usage: null, last_payment_error: null };
}
