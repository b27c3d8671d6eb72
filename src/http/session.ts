import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { countKeyFailure } from '../actions/apiKeys/countKeyFailure.ts';
import { findKeyHolder } from '../actions/apiKeys/findKeyHolder.ts';
import { findPortalUser } from '../actions/portal/findPortalUser.ts';
import { findSignedIn } from '../actions/staff/findSignedIn.ts';
import { may } from '../core/access/permission.ts';
import { isPortalAccess } from '../core/access/portal.ts';
import { hasScope } from '../core/access/scope.ts';
import { Refusal } from '../core/base/refusal.ts';
import type { PasskeySite } from '../core/base/safe.ts';
import type { EndpointOptions } from './contract/endpoint.ts';
import { type Scoped, scopeOf } from './contract/scopes.ts';
import type { Door, Who } from './door.ts';

/** A browser does not tell ports apart when it sends cookies, so each instance on a machine has a name of its own. */
/** As below, for what comes before any request is read: an upgrade to another protocol. Both names, as a proxy may speak HTTPS. */
export const cookieNamesOn = (localPort: number | undefined): readonly string[] => [
  '__Host-vsppanel',
  `vsppanel_${localPort ?? 0}`,
];

export const portalCookieNamesOn = (localPort: number | undefined): readonly string[] => [
  '__Host-vsppanel-portal',
  `vsppanel_portal_${localPort ?? 0}`,
];

function cookieName(request: FastifyRequest): string {
  if (request.protocol === 'https') return '__Host-vsppanel';
  return `vsppanel_${request.socket.localPort ?? 0}`;
}

export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  void reply.setCookie(cookieName(request), token, cookieOptions(request));
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  void reply.clearCookie(cookieName(request), cookieOptions(request));
}

function cookieOptions(request: FastifyRequest) {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure: request.protocol === 'https' } as const;
}

export function sessionToken(request: FastifyRequest): string | undefined {
  return request.cookies[cookieName(request)];
}

/**
 * Who asks: the holder of the API key in `Authorization`, else of the session cookie, else a visitor.
 * `look` does not prolong the session.
 */
export async function identify(request: FastifyRequest, door: Door, mode: 'use' | 'look' = 'use'): Promise<Who> {
  const visitor = { kind: 'visitor', address: request.ip } as const;
  const { authorization } = request.headers;
  if (authorization !== undefined) return holderOf(authorization, visitor, door);
  const token = sessionToken(request);
  const staff = token === undefined ? undefined : await door.act(visitor, findSignedIn, { token, mode });
  if (!staff) return visitor;
  refuseForeignPages(request);
  return staff;
}

function portalCookieName(request: FastifyRequest): string {
  if (request.protocol === 'https') return '__Host-vsppanel-portal';
  return `vsppanel_portal_${request.socket.localPort ?? 0}`;
}

export function setPortalCookie(request: FastifyRequest, reply: FastifyReply, token: string): void {
  void reply.setCookie(portalCookieName(request), token, cookieOptions(request));
}

export function clearPortalCookie(request: FastifyRequest, reply: FastifyReply): void {
  void reply.clearCookie(portalCookieName(request), cookieOptions(request));
}

export function portalToken(request: FastifyRequest): string | undefined {
  return request.cookies[portalCookieName(request)];
}

/** Who asks at the portal: the holder of its own cookie, else a visitor. The panel's cookie and API keys count for nothing there. */
export async function identifyCustomer(request: FastifyRequest, door: Door, mode: 'use' | 'look' = 'use'): Promise<Who> {
  const visitor = { kind: 'visitor', address: request.ip } as const;
  const token = portalToken(request);
  const customer = token === undefined ? undefined : await door.act(visitor, findPortalUser, { token, mode });
  if (!customer) return visitor;
  refuseForeignPages(request);
  return customer;
}

/** Refuses who may not use this endpoint. */
export function permit(who: Who, endpoint: Scoped & Pick<EndpointOptions, 'isForPeople'>): void {
  const { access, isForPeople = false } = endpoint;
  if (isForPeople && who.kind === 'api_key')
    throw new Refusal('not_permitted', { message: 'This is for people who sign in, never for API keys.' });
  if (access === 'public') return;
  if (who.kind === 'visitor') throw new Refusal('not_signed_in');
  if (who.kind === 'portal_user' || isPortalAccess(access)) {
    if (who.kind !== 'portal_user' || !isPortalAccess(access)) throw new Refusal('not_permitted');
    if (who.isVisit && access === 'portal_change')
      throw new Refusal('not_permitted', {
        message: 'You look at this portal as the customer would; only the customer may change it.',
      });
    return;
  }
  if (access === 'myself') {
    if (who.kind !== 'staff') throw new Refusal('not_permitted', { message: 'This is for people; an API key has no profile.' });
    return;
  }
  if (who.kind === 'staff' && who.duty !== undefined) throw new Refusal('sign_in_unfinished');
  if (access !== 'signed_in' && !may(who.level, access)) throw new Refusal('not_permitted');
  if (who.kind === 'api_key' && !hasScope(who.scopes ?? null, scopeOf(endpoint)))
    throw new Refusal('not_permitted', { message: `This API key has not the scope ${scopeOf(endpoint)}.` });
}

async function holderOf(authorization: string, visitor: Who & { kind: 'visitor' }, door: Door): Promise<Who> {
  const key = /^Bearer (vsp_[A-Za-z0-9_-]{20,100})$/.exec(authorization)?.[1];
  const holder = key === undefined ? undefined : await door.act(visitor, findKeyHolder, { key, address: visitor.address });
  if (holder?.kind === 'api_key') return holder;
  await door.act(visitor, countKeyFailure, { address: visitor.address });
  throw new Refusal('not_signed_in', { message: 'This API key is unknown, expired or revoked.' });
}

/**
 * The cookie is SameSite=Strict; this is the second lock against requests that another site makes in this browser's name
 * (OWASP, cross-site request forgery: origin check).
 */
export function refuseForeignPages(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const { origin } = request.headers;
  const { host } = request;
  const site = request.headers['sec-fetch-site'];
  const isForeign =
    (origin !== undefined && hostOf(origin) !== host) || (site !== undefined && site !== 'same-origin' && site !== 'none');
  if (isForeign) throw new Refusal('not_permitted', { message: 'This request comes from another site.' });
}

/**
 * Where a passkey is made or used, said by the browser itself: `Origin` must name the host that was asked (WebAuthn §5.1.3: a
 * host name over HTTPS, or localhost). The answer is checked against the site that was bound to its challenge.
 */
export function siteOf(request: FastifyRequest): PasskeySite {
  const { origin, host } = request.headers;
  const url = origin !== undefined && URL.canParse(origin) ? new URL(origin) : undefined;
  const isSafe = url?.protocol === 'https:' || url?.hostname === 'localhost';
  if (!url || url.host !== host || !isSafe || /^[\d.]+$|^\[/.test(url.hostname))
    throw new Refusal('passkey_refused', {
      message: 'Browsers allow passkeys only where the panel is opened by its name over HTTPS, or at http://localhost.',
    });
  return { rpId: url.hostname, origin: url.origin };
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
