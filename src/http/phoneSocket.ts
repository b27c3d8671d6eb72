import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { findSignedIn } from '../actions/staff/findSignedIn.ts';
import { may } from '../core/access/permission.ts';
import { phoneSocketPath } from './contract/calls.ts';
import type { Door } from './door.ts';
import { cookieNamesOn } from './session.ts';

/** How often it is asked whether the person behind an open socket is still signed in. */
const lookAgainMilliseconds = 15_000;
/** More browser phones than this at once are nobody's honest wish. */
const socketsMax = 200;

/**
 * Passes the websockets of browser phones on to Asterisk, which listens on loopback only. Nothing but this one path, only from
 * our own pages, only for people who are signed in and may place test calls; it ends with their session. What goes through is
 * SIP, where the phone's own login is asked for once more.
 */
export function addPhoneSocket(app: FastifyInstance, door: Door): void {
  const open = new Set<Duplex>();
  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    admit(request, door, open.size)
      .then((refusal) => {
        if (refusal !== undefined)
          return void socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
        open.add(socket);
        socket.once('close', () => open.delete(socket));
        passOn(request, socket, head, door);
      })
      .catch(() => socket.destroy());
  });
  app.addHook('preClose', async () => {
    for (const socket of open) socket.destroy();
  });
}

/** Why not; undefined = come in. */
async function admit(request: IncomingMessage, door: Door, openCount: number): Promise<string | undefined> {
  const { url, headers } = request;
  if (url !== phoneSocketPath || headers.upgrade?.toLowerCase() !== 'websocket') return '404 Not Found';
  if (headers.origin === undefined || !URL.canParse(headers.origin) || new URL(headers.origin).host !== headers.host)
    return '403 Forbidden';
  if (!(await isAllowed(request, door))) return '401 Unauthorized';
  if (door.phoneSocketPort === undefined || openCount >= socketsMax) return '503 Service Unavailable';
  return undefined;
}

async function isAllowed(request: IncomingMessage, door: Door): Promise<boolean> {
  const names = cookieNamesOn(request.socket.localPort);
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  const address = request.socket.remoteAddress ?? '';
  for (const [name = '', token = ''] of pairs) {
    if (!names.includes(name)) continue;
    const staff = await door.act({ kind: 'visitor', address }, findSignedIn, { token: decodeURIComponent(token), mode: 'look' });
    if (staff && staff.duty === undefined && may(staff.level, 'call.test')) return true;
  }
  return false;
}

function passOn(request: IncomingMessage, socket: Duplex, head: Buffer, door: Door): void {
  const engine = connect({ host: '127.0.0.1', port: door.phoneSocketPort ?? 0 });
  const end = () => {
    clearInterval(looking);
    socket.destroy();
    engine.destroy();
  };
  const looking = setInterval(() => {
    isAllowed(request, door).then((isStill) => (isStill ? undefined : end()), end);
  }, lookAgainMilliseconds);
  engine.on('error', end).on('close', end);
  socket.on('close', end);
  engine.once('connect', () => {
    engine.write(handshake(request));
    engine.write(head);
    socket.pipe(engine).pipe(socket);
  });
}

/** The same handshake, without cookies and whatever else a browser says about its person. */
function handshake({ headers }: IncomingMessage): string {
  const names = ['sec-websocket-key', 'sec-websocket-version', 'sec-websocket-protocol'] as const;
  const kept = names.flatMap((name) => (headers[name] === undefined ? [] : [`${name}: ${headers[name]}`]));
  return ['GET /ws HTTP/1.1', 'Host: 127.0.0.1', 'Upgrade: websocket', 'Connection: Upgrade', ...kept, '', ''].join('\r\n');
}
