import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { findOwnBrowserPhone } from '../actions/portal/findOwnBrowserPhone.ts';
import { findPortalUser } from '../actions/portal/findPortalUser.ts';
import { findSignedIn } from '../actions/staff/findSignedIn.ts';
import { may } from '../core/access/permission.ts';
import { phoneSocketPath } from './contract/calls.ts';
import type { Door } from './door.ts';
import type { LiveFeed } from './liveFeed.ts';
import { type FrameGuard, isSipOf, openFrameGuard } from './phoneFrames.ts';
import { cookieNamesOn, portalCookieNamesOn } from './session.ts';

/** How often it is asked whether the person behind an open socket is still signed in. */
const lookAgainMilliseconds = 15_000;
/** More browser phones than this at once are nobody's honest wish. */
const socketsMax = 200;

/** Whose socket it is: staff's, or that of a customer's browser, which speaks for this login alone. */
type Holder = { readonly kind: 'staff' } | { readonly kind: 'customer'; readonly login: string };

/**
 * Passes the websockets of browser phones on to Asterisk, which listens on loopback only. Nothing but this one path, only from
 * our own pages, only for staff who may place test calls and for customers whose browser is a phone; it ends with their session or
 * login. What goes through is SIP, where the phone's own login is asked for once more.
 */
export function addPhoneSocket(app: FastifyInstance, door: Door, feed: LiveFeed): void {
  const open = new Set<Duplex>();
  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    admit(request, door, open.size)
      .then((admitted) => {
        if (typeof admitted === 'string')
          return void socket.end(`HTTP/1.1 ${admitted}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
        open.add(socket);
        socket.once('close', () => open.delete(socket));
        passOn(request, { socket, head, door, feed, holder: admitted });
      })
      .catch(() => socket.destroy());
  });
  app.addHook('preClose', async () => {
    for (const socket of open) socket.destroy();
  });
}

/** Who comes in, or why not. */
async function admit(request: IncomingMessage, door: Door, openCount: number): Promise<Holder | string> {
  const { url, headers } = request;
  if (url !== phoneSocketPath || headers.upgrade?.toLowerCase() !== 'websocket') return '404 Not Found';
  if (headers.origin === undefined || !URL.canParse(headers.origin) || new URL(headers.origin).host !== headers.host)
    return '403 Forbidden';
  const holder = await holderOf(request, door);
  if (!holder) return '401 Unauthorized';
  if (door.phoneSocketPort === undefined || openCount >= socketsMax) return '503 Service Unavailable';
  return holder;
}

/** A browser with both cookies is a customer's as long as it has a login there: what staff may is more, and asked for by its own page. */
async function holderOf(request: IncomingMessage, door: Door): Promise<Holder | undefined> {
  const { localPort } = request.socket;
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  const visitor = { kind: 'visitor', address: request.socket.remoteAddress ?? '' } as const;
  const tokens = (names: readonly string[]) =>
    pairs.flatMap(([name = '', token = '']) => (names.includes(name) ? [decodeURIComponent(token)] : []));
  for (const token of tokens(cookieNamesOn(localPort))) {
    const staff = await door.act(visitor, findSignedIn, { token, mode: 'look' });
    if (staff && staff.duty === undefined && may(staff.level, 'call.test')) return { kind: 'staff' };
  }
  for (const token of tokens(portalCookieNamesOn(localPort))) {
    const customer = await door.act(visitor, findPortalUser, { token, mode: 'look' });
    const login = customer && !customer.isVisit ? await door.act(customer, findOwnBrowserPhone, customer) : undefined;
    if (login !== undefined) return { kind: 'customer', login };
  }
  return undefined;
}

type Passing = {
  readonly socket: Duplex;
  readonly head: Buffer;
  readonly door: Door;
  readonly feed: LiveFeed;
  readonly holder: Holder;
};

function passOn(request: IncomingMessage, { socket, head, door, feed, holder }: Passing): void {
  const engine = connect({ host: '127.0.0.1', port: door.phoneSocketPort ?? 0 });
  const end = () => {
    clearInterval(looking);
    unsubscribe();
    socket.destroy();
    engine.destroy();
  };
  const isSame = (now: Holder | undefined) =>
    now?.kind === holder.kind && (now.kind === 'staff' || now.login === loginOf(holder));
  const look = () => void holderOf(request, door).then((now) => (isSame(now) ? undefined : end()), end);
  const looking = setInterval(look, lookAgainMilliseconds);
  const unsubscribe = feed.subscribe(() => undefined, look);
  engine.on('error', end).on('close', end);
  socket.on('close', end);
  engine.once('connect', () => {
    engine.write(handshake(request));
    const guard = guardFor(holder);
    const send = (bytes: Buffer) => {
      const passed = guard(bytes);
      if (!passed) return end();
      if (!engine.write(passed)) {
        socket.pause();
        engine.once('drain', () => socket.resume());
      }
    };
    if (head.length > 0) send(head);
    socket.on('data', send);
    engine.pipe(socket);
  });
}

const loginOf = (holder: Holder): string | undefined => (holder.kind === 'customer' ? holder.login : undefined);

/** What a member of staff sends is passed on as it comes. */
function guardFor(holder: Holder): FrameGuard {
  if (holder.kind === 'staff') return (bytes) => bytes;
  return openFrameGuard((message) => isSipOf(holder.login, message));
}

/** The same handshake, without cookies and whatever else a browser says about its person. */
function handshake({ headers }: IncomingMessage): string {
  const names = ['sec-websocket-key', 'sec-websocket-version', 'sec-websocket-protocol'] as const;
  const kept = names.flatMap((name) => (headers[name] === undefined ? [] : [`${name}: ${headers[name]}`]));
  return ['GET /ws HTTP/1.1', 'Host: 127.0.0.1', 'Upgrade: websocket', 'Connection: Upgrade', ...kept, '', ''].join('\r\n');
}
