import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { acceptSignup } from '../../actions/signup/acceptSignup.ts';
import { confirmSignup } from '../../actions/signup/confirmSignup.ts';
import { type StartedSignup, startSignup } from '../../actions/signup/startSignup.ts';
import type { SignupForm } from '../../core/accounts/signupForm.ts';
import { siteOf } from '../../core/accounts/signupGuard.ts';
import { signupWords } from '../../core/accounts/signupWords.ts';
import { Refusal } from '../../core/base/refusal.ts';
import type { Door } from '../door.ts';
import { handleError } from '../problem.ts';
import { statusOf } from '../refusals.ts';
import { fieldSpecs } from './fieldSpecs.ts';
import { formPage, hidden, type Look, messagePage } from './pages.ts';
import { readFields } from './readFields.ts';
import { styleOf } from './style.ts';

/** Bytes of a sent form. */
const bodyLimit = 64 * 1024;
const reads = { rateLimit: { max: 300, timeWindow: 60_000 } };
const writes = { rateLimit: { max: 30, timeWindow: 60_000 } };
const script = readFileSync(new URL('./embed.js', import.meta.url), 'utf8');
const plain: Look = { language: 'en', logoText: '', accentColour: '#2b59db' };

type Sent = Readonly<Record<string, string>>;
type OfLink = { Params: { code: string; token: string } };
type OfForm = { Params: { code: string }; Body: Sent | undefined };

/**
 * The public pages of signup: server-made HTML without script, apart from the panel's pages; and the small script for other
 * sites. Nothing here needs or gives a session.
 */
export async function addSignupPages(app: FastifyInstance, door: Door): Promise<void> {
  await app.register(async (pages) => {
    pages.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit }, (_, body, done) =>
      done(null, readForm(String(body))),
    );
    pages.setErrorHandler<FastifyError>((error, request, reply) => {
      const isOurs = error instanceof Refusal && statusOf[error.code] < 500;
      if (!isOurs || wantsJson(request)) return handleError(error, request, reply);
      const text = error.code === 'too_many_attempts' ? signupWords.en.tooMany : error.message;
      return sendPage(reply.code(statusOf[error.code]), plain, messagePage(plain, '', 'vspPanel', text));
    });
    const schema = { hide: true };
    pages.get<OfForm>('/signup/:code', { schema, config: reads }, (request, reply) => showForm(request, reply, door));
    pages.get<OfForm>('/signup/:code/form', { schema, config: reads }, (request, reply) => tellForm(request, reply, door));
    pages.post<OfForm>('/signup/:code', { schema, config: writes, bodyLimit }, (request, reply) =>
      takeForm(request, reply, door),
    );
    pages.get<OfForm>('/signup/:code/thanks', { schema, config: reads }, async ({ params }, reply) => {
      const { form, companyName } = await start(door, params.code, 'page');
      const { heading, text } = thanksOf(form);
      return sendPage(reply, form, messagePage(form, companyName, heading, text));
    });
    pages.get<OfLink>('/signup/:code/confirm/:token', { schema, config: reads }, async ({ params }, reply) => {
      // Only shows a button: programs that look at mail follow every link, and must not confirm by it.
      const { form, companyName } = await start(door, params.code, 'page');
      const { confirmHeading, confirmText, confirm } = signupWords[form.language];
      const button = { action: `/signup/${form.code}/confirm/${encodeURIComponent(params.token)}`, label: confirm };
      return sendPage(reply, form, messagePage(form, companyName, confirmHeading, confirmText, button));
    });
    pages.post<OfLink>('/signup/:code/confirm/:token', { schema, config: writes }, (request, reply) =>
      takeLink(request, reply, door),
    );
  });
}

async function takeLink(request: FastifyRequest<OfLink>, reply: FastifyReply, door: Door) {
  const { form, companyName } = await start(door, request.params.code, 'page');
  const words = signupWords[form.language];
  try {
    const used = { token: request.params.token, server: door.phoneServer };
    const { isApproved } = await door.act(visitorOf(request), confirmSignup, used);
    const text = isApproved ? words.confirmedApproved : words.confirmedText;
    return sendPage(reply, form, messagePage(form, companyName, words.confirmed, text));
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'signup_link_invalid') throw error;
    return sendPage(reply.code(statusOf[error.code]), form, messagePage(form, companyName, words.linkWrong, words.linkWrongText));
  }
}

async function showForm(request: FastifyRequest<OfForm>, reply: FastifyReply, door: Door) {
  const { code } = request.params;
  if (code.endsWith('.js')) {
    return reply
      .header('cross-origin-resource-policy', 'cross-origin')
      .header('cache-control', 'public, max-age=300')
      .type('text/javascript; charset=utf-8')
      .send(script);
  }
  const started = await start(door, code, 'page');
  if (!started.form.isActive) return sendClosed(reply, started);
  return sendForm(reply, started, {});
}

/** What the small script needs to show the form, for pages of allowed sites alone. */
async function tellForm(request: FastifyRequest<OfForm>, reply: FastifyReply, door: Door) {
  const started = await start(door, request.params.code, 'script');
  const { form, companyName, token, bits } = started;
  if (siteOf(form, { ...originOf(request), hasPageToken: false }) === undefined) throw new Refusal('signup_wrong_site');
  allowReading(request, reply, form);
  if (!form.isActive) throw new Refusal('signup_closed');
  const words = signupWords[form.language];
  const { send, optional, choose, leaveEmpty, trouble, heading } = words;
  return reply.type('application/json; charset=utf-8').send(
    JSON.stringify({
      language: form.language,
      logoText: form.logoText || companyName,
      heading: form.heading || heading,
      intro: form.intro,
      fields: fieldSpecs(form),
      words: { send, optional, choose, leaveEmpty, trouble },
      names: hidden,
      css: styleOf(form.accentColour).replaceAll(':root', ':host'),
      token,
      bits,
    }),
  );
}

async function takeForm(request: FastifyRequest<OfForm>, reply: FastifyReply, door: Door) {
  const { code } = request.params;
  const sent = request.body ?? {};
  const { [hidden.token]: token = '', [hidden.solution]: solution = '', [hidden.trap]: trap = '', ...fields } = sent;
  const { form } = await start(door, code, 'page');
  const again = (status: number, notice: string, more: Partial<Shown> = {}) =>
    answerAgain(request, reply.code(status), door, { sent: fields, notice, ...more });
  const words = signupWords[form.language];
  if (trap !== '') return again(422, words.looksAutomatic, { isTrapShown: true });
  const { details, message, faults } = readFields(form, fields);
  if (faults.length > 0) return again(422, words.faults, { faults });
  try {
    await door.act(visitorOf(request), acceptSignup, {
      ...{ code, sent: fields, details, message, token, solution, publicUrl: door.publicUrl },
      ...{ origin: originOf(request), address: request.ip, userAgent: (request.headers['user-agent'] ?? '').slice(0, 300) },
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const notices: Partial<Record<string, string>> = {
      signup_wrong_site: words.wrongSite,
      too_many_attempts: words.tooMany,
      signup_again: words.again,
      signup_closed: words.closed,
    };
    const notice = notices[error.code];
    if (notice === undefined) throw error;
    return again(statusOf[error.code], notice);
  }
  return answerTaken(request, reply, form, code);
}

function answerTaken(request: FastifyRequest, reply: FastifyReply, form: SignupForm, code: string) {
  if (!wantsJson(request)) return reply.redirect(form.thankYouUrl || `/signup/${code}/thanks`, 303);
  allowReading(request, reply, form);
  return reply
    .type('application/json')
    .send(JSON.stringify({ isTaken: true, next: form.thankYouUrl || null, ...thanksOf(form) }));
}

type Shown = Partial<Pick<Parameters<typeof formPage>[0], 'sent' | 'faults' | 'notice' | 'isTrapShown'>>;

/** The form once more, with what was typed and a token that may be sent at once. */
async function answerAgain(request: FastifyRequest<OfForm>, reply: FastifyReply, door: Door, shown: Shown) {
  const isJson = wantsJson(request);
  const started = await start(door, request.params.code, isJson ? 'script' : 'page', true);
  const { form, token, bits } = started;
  if (!isJson) return form.isActive ? sendForm(reply, started, shown) : sendClosed(reply, started);
  allowReading(request, reply, form);
  const { notice = '', faults = [], isTrapShown = false } = shown;
  return reply.type('application/json').send(JSON.stringify({ isTaken: false, notice, faults, isTrapShown, token, bits }));
}

function start(door: Door, code: string, kind: 'page' | 'script', isAgain = false): Promise<StartedSignup> {
  return door.act({ kind: 'visitor', address: '' }, startSignup, { code, kind, isAgain });
}

function sendForm(reply: FastifyReply, { form, companyName, token }: StartedSignup, shown: Shown) {
  const { sent = {}, faults = [], notice = '', isTrapShown = false } = shown;
  const page = { form, companyName, token, sent, faults, notice, isTrapShown, action: `/signup/${form.code}` };
  const after = form.thankYouUrl === '' ? '' : ` ${new URL(form.thankYouUrl).origin}`;
  return sendPage(reply, form, formPage(page), after);
}

function sendClosed(reply: FastifyReply, { form, companyName }: StartedSignup) {
  const { closed, closedText } = signupWords[form.language];
  return sendPage(reply.code(410), form, messagePage(form, companyName, closed, closedText));
}

/** `after`: where a sent form may lead besides us; browsers hold redirects to `form-action`, too. */
function sendPage(reply: FastifyReply, look: Look, text: string, after = '') {
  const style = createHash('sha256').update(styleOf(look.accentColour)).digest('base64');
  return (
    reply
      .header(
        'content-security-policy',
        `default-src 'none'; style-src 'sha256-${style}'; form-action 'self'${after}; base-uri 'none'; frame-ancestors 'none'`,
      )
      // With `no-referrer` a browser would hide our own origin from us, too (Fetch §3.2, "append a request Origin header").
      .header('referrer-policy', 'same-origin')
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(text)
  );
}

function thanksOf(form: SignupForm) {
  const words = signupWords[form.language];
  return { heading: words.thanks, text: form.doesConfirmEmail ? words.thanksConfirm : words.thanksWaiting };
}

/** Lets a page of an allowed site read this answer. */
function allowReading(request: FastifyRequest, reply: FastifyReply, form: SignupForm): void {
  const { origin } = request.headers;
  void reply.header('vary', 'origin').header('cache-control', 'no-store');
  if (origin !== undefined && form.allowedSites.includes(origin)) void reply.header('access-control-allow-origin', origin);
}

function originOf({ headers, host }: FastifyRequest) {
  const { origin, referer } = headers;
  return { origin, referer: referer !== undefined && URL.canParse(referer) ? new URL(referer).origin : undefined, host };
}

const visitorOf = (request: FastifyRequest) => ({ kind: 'visitor', address: request.ip }) as const;
const wantsJson = ({ headers }: FastifyRequest): boolean => headers.accept === 'application/json';

/** Names and texts of a sent form in their order; the first of several with one name counts. U+0000 can be stored nowhere and says nothing. */
function readForm(body: string): Sent {
  const sent = new Map<string, string>();
  for (const [name, text] of [...new URLSearchParams(body)].slice(0, 100)) {
    const short = name.replaceAll('\0', '').slice(0, 100);
    if (!sent.has(short)) sent.set(short, text.replaceAll('\0', ''));
  }
  return Object.fromEntries(sent);
}
