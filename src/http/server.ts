import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import * as z from 'zod';
import { Refusal } from '../core/base/refusal.ts';
import { pieceBytes } from '../core/decks/deckState.ts';
import { problemSchema } from './contract/common.ts';
import type { Door, Handler } from './door.ts';
import { handlers } from './endpoints/handlers.ts';
import { addHealth } from './health.ts';
import { addLive } from './live.ts';
import type { LiveFeed } from './liveFeed.ts';
import { addMetrics } from './metrics.ts';
import { addOpenApi, describe } from './openapi.ts';
import { addPayPages } from './pay/routes.ts';
import { addPhoneSocket } from './phoneSocket.ts';
import { addPortalLive } from './portalLive.ts';
import { handleError } from './problem.ts';
import { identify, identifyCustomer, permit, refuseForeignPages } from './session.ts';
import { addSignupPages } from './signup/routes.ts';
import { validate } from './validate.ts';
import { addWeb } from './web.ts';

export type ServerOptions = {
  readonly log?: FastifyBaseLogger;
  /** Folder of the built web pages; without it only the API is served. */
  readonly webFolder?: string;
  /** Reverse proxies whose X-Forwarded headers tell address, host and protocol of the browser; nobody else's are believed. */
  readonly trustedProxies?: readonly string[];
  /** How often a stream of events says that it lives, and asks whether its reader may still hear. */
  readonly heartbeatMilliseconds?: number;
};

export const apiRoot = '/api/v1';
/** A list of 10,000 rates fits; nothing else comes near. Bytes. */
const bodyLimit = 4 * 1024 * 1024;
/** Requests a minute from one address to what needs no sign-in. */
const publicReads = { max: 600, timeWindow: 60_000 };
const publicWrites = { max: 60, timeWindow: 60_000 };

/** The HTTP side of the panel, ready to listen. */
export async function buildServer(door: Door, feed: LiveFeed, options: ServerOptions = {}): Promise<FastifyInstance> {
  const app = Fastify({
    ...(options.log ? { loggerInstance: options.log } : { logger: false }),
    // Our own line per request: the default one writes the query, and a search may hold a name.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    trustProxy: options.trustedProxies?.length ? [...options.trustedProxies] : false,
    exposeHeadRoutes: false,
    requestTimeout: 30_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
  });
  app.setErrorHandler(handleError);
  app.setValidatorCompiler(
    ({ schema }) =>
      (data) =>
        toResult(validate(schema as unknown as z.ZodType, data)),
  );
  app.setSerializerCompiler(
    ({ schema }) =>
      (data) =>
        JSON.stringify((schema as unknown as z.ZodType).parse(data)),
  );
  parseJsonOnly(app);
  logRequests(app);

  await app.register(helmet, helmetOptions);
  await app.register(cookie);
  await app.register(rateLimit, { global: false, errorResponseBuilder: () => new Refusal('too_many_attempts') });
  addMetrics(app, door);
  await addOpenApi(app);
  for (const handler of handlers) addHandler(app, handler, door);
  addLive(app, door, feed, options.heartbeatMilliseconds);
  addPortalLive(app, door, feed, options.heartbeatMilliseconds);
  addHealth(app, door);
  addPhoneSocket(app, door, feed);
  await addSignupPages(app, door);
  await addPayPages(app, door);
  await addWeb(app, options.webFolder);
  return app;
}

/** JSON and nothing else. No body at all is for endpoints that need none; the others say what is missing. */
function parseJsonOnly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else void parse(request, String(body), done);
  });
  // Pieces of uploaded files; an endpoint that expects JSON refuses bytes like any other body that is not an object.
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer', bodyLimit: pieceBytes }, (_, body, done) =>
    done(null, body),
  );
}

function addHandler(app: FastifyInstance, { endpoint, handle }: Handler, door: Door): void {
  const { method, path, params, query, body, response, status = 200, access } = endpoint;
  const isRead = method === 'GET';
  app.route({
    method,
    url: apiRoot + path,
    schema: {
      ...describe(endpoint),
      ...(params && { params }),
      querystring: query ?? z.strictObject({}),
      ...(body && { body }),
      response: { [status]: response, '4xx': problemSchema, '5xx': problemSchema },
    },
    ...(access === 'public' && { config: { rateLimit: isRead ? publicReads : publicWrites } }),
    onRequest: async (request) => {
      // Before anything is parsed: a stranger learns nothing from how a request is validated.
      request.who = path.startsWith('/portal/') ? await identifyCustomer(request, door) : await identify(request, door);
      if (access === 'public') refuseForeignPages(request);
      permit(request.who, endpoint);
    },
    handler: async (request, reply) => {
      const { params, query, body, who } = request;
      // `permit` has refused visitors wherever the endpoint is not public.
      const asked = { params, query, body, who, raw: request, reply } as Parameters<typeof handle>[0];
      void reply.code(status);
      return handle(asked, door);
    },
  });
}

function toResult(outcome: unknown) {
  return outcome instanceof Refusal ? { error: outcome } : { value: outcome };
}

const helmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      // Mantine puts its variables into style elements.
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  // Only a proxy that speaks TLS can promise TLS.
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'no-referrer' as const },
};

/** Method, path without its query, status and time; never a body, a header or a search text. */
function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions, ip } = request;
    const milliseconds = Math.round(reply.elapsedTime * 10) / 10;
    request.log.info({ method, path: routeOptions.url ?? 'none', status: reply.statusCode, milliseconds, ip }, 'request');
  });
}
