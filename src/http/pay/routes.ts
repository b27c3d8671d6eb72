import { createHash } from 'node:crypto';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hearNotice } from '../../actions/charges/hearNotice.ts';
import { noteCharge } from '../../actions/charges/noteCharge.ts';
import { notePage } from '../../actions/charges/notePage.ts';
import { type PayPage, readPayLink } from '../../actions/charges/readPayLink.ts';
import { type StartedPage, startPage } from '../../actions/charges/startPage.ts';
import { openGateway } from '../../actions/gateways/openGateway.ts';
import { findInSandbox } from '../../actions/sandbox/findInSandbox.ts';
import { payInSandbox } from '../../actions/sandbox/payInSandbox.ts';
import { systemActor } from '../../core/access/permission.ts';
import { Refusal } from '../../core/base/refusal.ts';
import type { Door } from '../door.ts';
import { handleError } from '../problem.ts';
import { statusOf } from '../refusals.ts';
import { styleOf } from '../signup/style.ts';
import { leavePage, payAccent, payPage, returnPage, sandboxPage, sayPage } from './payPages.ts';

/** Bytes of a sent form, and of what a gateway says. */
const formLimit = 4 * 1024;
const noticeLimit = 512 * 1024;
const reads = { rateLimit: { max: 300, timeWindow: 60_000 } };
const writes = { rateLimit: { max: 30, timeWindow: 60_000 } };
const notices = { rateLimit: { max: 600, timeWindow: 60_000 } };
const schema = { hide: true };

type OfLink = { Params: { token: string }; Body: Readonly<Record<string, string>> | undefined };
type OfSandbox = { Params: { key: string }; Body: Readonly<Record<string, string>> | undefined };
type OfNotice = { Params: { code: string }; Body: string };

/** The public pages to pay on, the page of the sandbox gateway, and the door at which gateways tell what is new. */
export async function addPayPages(app: FastifyInstance, door: Door): Promise<void> {
  await app.register(async (pages) => {
    pages.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: formLimit },
      (_, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body).replaceAll('%00', '')))),
    );
    pages.setErrorHandler<FastifyError>((error, request, reply) => {
      if (!(error instanceof Refusal) || statusOf[error.code] >= 500) return handleError(error, request, reply);
      return send(reply.code(statusOf[error.code]), sayPage('', 'Not possible', error.message));
    });
    pages.get<OfLink>('/pay/:token', { schema, config: reads }, async (request, reply) => showLink(request, reply, door, ''));
    pages.post<OfLink>('/pay/:token', { schema, config: writes, bodyLimit: formLimit }, (request, reply) =>
      pay(request, reply, door),
    );
    pages.get<OfLink>('/pay/:token/done', { schema, config: reads }, async (request, reply) =>
      send(reply, returnPage(await read(request, door), `/pay/${encodeURIComponent(request.params.token)}/done`)),
    );
    pages.get<OfSandbox>('/sandbox-pay/:key', { schema, config: reads }, (request, reply) => showSandbox(request, reply, door));
    pages.post<OfSandbox>('/sandbox-pay/:key', { schema, config: writes, bodyLimit: formLimit }, (request, reply) =>
      payAtSandbox(request, reply, door),
    );
  });
  await app.register(async (doors) => {
    doors.removeAllContentTypeParsers();
    // Signed byte for byte: the text must stay as it came.
    doors.addContentTypeParser('*', { parseAs: 'string', bodyLimit: noticeLimit }, (_, body, done) => done(null, body));
    doors.post<OfNotice>('/gateway-notices/:code', { schema, config: notices, bodyLimit: noticeLimit }, (request, reply) =>
      takeNotice(request, reply, door),
    );
  });
}

const visitorOf = (request: FastifyRequest) => ({ kind: 'visitor', address: request.ip }) as const;

function read(request: FastifyRequest<OfLink>, door: Door): Promise<PayPage> {
  return door.act(visitorOf(request), readPayLink, { token: request.params.token });
}

async function showLink(request: FastifyRequest<OfLink>, reply: FastifyReply, door: Door, notice: string) {
  return send(reply, payPage(await read(request, door), `/pay/${encodeURIComponent(request.params.token)}`, notice));
}

/** Writes the attempt down, has the gateway open its page, and sends the customer there. */
async function pay(request: FastifyRequest<OfLink>, reply: FastifyReply, door: Door) {
  const { token } = request.params;
  const keepsCard = request.body?.keep === '1';
  const { companyName } = await read(request, door);
  const started = await door.act(visitorOf(request), startPage, { token, keepsCard });
  const opened = await openPage(door, started, `${door.publicUrl}/pay/${encodeURIComponent(token)}/done`);
  if (!opened.ok) {
    request.log.warn({ gateway: started.gateway, problem: opened.problem }, 'the gateway opened no page');
    const outcome = { state: 'failed', failure: 'refused_by_gateway', reference: '' } as const;
    const { chargeId, accountId } = started;
    await door.act(systemActor, noteCharge, { chargeId, accountId, outcome, publicUrl: door.publicUrl });
    return showLink(request, reply.code(502), door, 'The payment page cannot be opened at the moment. Please try again later.');
  }
  await door.act(visitorOf(request), notePage, { chargeId: started.chargeId, page: opened.page, url: opened.url });
  return send(reply, leavePage(companyName, opened.url));
}

async function openPage(door: Door, started: StartedPage, returnUrl: string) {
  const stored = await door.act(systemActor, openGateway, { code: started.gateway });
  const gateway = door.gateways.get(started.gateway);
  if (!stored || !gateway) throw new Refusal('no_gateway');
  return gateway.openPage(stored.values, { ...started, returnUrl });
}

/** A signed word of a gateway. Whoever forged it is told nothing; what is not ours is taken and forgotten. */
async function takeNotice(request: FastifyRequest<OfNotice>, reply: FastifyReply, door: Door) {
  const { code } = request.params;
  const gateway = door.gateways.get(code);
  const stored = gateway && (await door.act(systemActor, openGateway, { code }));
  if (!gateway || !stored) throw new Refusal('not_found');
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, value?.toString()]));
  const body = typeof request.body === 'string' ? request.body : '';
  const event = gateway.readNotice(stored.values, { body, headers, at: door.clock() });
  if (event === 'forged') throw new Refusal('not_permitted', { message: 'The signature does not hold.' });
  if (event !== 'ignored') await door.act(visitorOf(request), hearNotice, { gateway: code, ...event });
  return reply.type('application/json').send('{}');
}

async function showSandbox(request: FastifyRequest<OfSandbox>, reply: FastifyReply, door: Door) {
  const { key } = request.params;
  const charge = await door.act(visitorOf(request), findInSandbox, key);
  if (!charge || charge.returnUrl === '') throw new Refusal('pay_link_invalid');
  if (charge.cardName !== '') return send(reply, leavePage('Sandbox', charge.returnUrl));
  return send(reply, sandboxPage({ charge, action: actionOf(key), notice: '', isConfirming: false, number: '' }));
}

async function payAtSandbox(request: FastifyRequest<OfSandbox>, reply: FastifyReply, door: Door) {
  const { key } = request.params;
  const { number = '', confirmed } = request.body ?? {};
  const typed = number.slice(0, 30);
  const paid = await door.act(visitorOf(request), payInSandbox, { key, number: typed, isConfirmed: confirmed === '1' });
  const { charge, next } = paid;
  const form = { charge, action: actionOf(key), isConfirming: next === 'confirm', number: next === 'confirm' ? typed : '' };
  if (next === 'confirm') return send(reply, sandboxPage({ ...form, notice: '' }));
  if (next === 'not_a_test_card')
    return send(reply.code(422), sandboxPage({ ...form, notice: 'Type one of the test cards below, never a real one.' }));
  if (next === 'lost')
    return send(reply.code(504), sandboxPage({ ...form, notice: 'The attempt was lost on its way, as this card wants it.' }));
  return send(reply, leavePage('Sandbox', charge.returnUrl));
}

const actionOf = (key: string): string => `/sandbox-pay/${encodeURIComponent(key)}`;

function send(reply: FastifyReply, text: string) {
  const style = createHash('sha256').update(styleOf(payAccent)).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${style}'; style-src-attr 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
  return reply
    .header('content-security-policy', policy)
    .header('referrer-policy', 'no-referrer')
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(text);
}
