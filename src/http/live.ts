import type { ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { livePath } from './contract/liveCalls.ts';
import type { Door } from './door.ts';
import { maySeeCosts } from './liveCosts.ts';
import { allCalls, type LiveEvent, type LiveFeed } from './liveFeed.ts';
import { identify, permit } from './session.ts';

/** Proxies and browsers give up on silence; a comment also finds out who has gone (HTML, server-sent events §9.2.7). Milliseconds. */
const heartbeatUsual = 15_000;
/** A browser that does not read is dropped before it eats our memory; it connects again by itself. Bytes. */
const unreadMax = 1024 * 1024;

/** Server-sent events for whoever is signed in. */
export function addLive(app: FastifyInstance, door: Door, feed: LiveFeed, heartbeatMilliseconds = heartbeatUsual): void {
  const open = new Set<ServerResponse>();
  app.addHook('preClose', async () => {
    for (const response of open) response.end();
  });
  app.get(
    `/api/v1${livePath}`,
    {
      schema: {
        tags: ['Calls'],
        summary: 'Server-sent events: `calls`, `moved`, `account`, `status`; needs the permission `call.read`',
        security: [{ apiKey: ['calls:read'] }, { session: [] }],
        produces: ['text/event-stream'],
        response: { 200: z.string() },
      },
      onRequest: async (request) => {
        request.who = await identify(request, door);
        permit(request.who, { access: 'call.read', method: 'GET' });
      },
    },
    async (request, reply) => {
      const first = await allCalls(door.ask);
      open.add(stream(request, reply, { door, feed, first, heartbeatMilliseconds }));
      reply.raw.once('close', () => open.delete(reply.raw));
    },
  );
}

type Streaming = {
  readonly door: Door;
  readonly feed: LiveFeed;
  readonly first: LiveEvent;
  readonly heartbeatMilliseconds: number;
};

function stream(request: FastifyRequest, reply: FastifyReply, options: Streaming): ServerResponse {
  const { door, feed, first, heartbeatMilliseconds } = options;
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const write = (text: string): void => {
    if (raw.writableLength > unreadMax) raw.destroy();
    else raw.write(text);
  };
  const tell = ({ event, data, costless = data }: LiveEvent): void =>
    write(`event: ${event}\ndata: ${JSON.stringify(seesCosts(request) ? data : costless)}\n\n`);
  const look = () => void stillSignedIn(request, door).then(beat, quiet);
  const heartbeat = setInterval(look, heartbeatMilliseconds);
  const beat = (isSignedIn: boolean): void => {
    if (isSignedIn) write(': alive\n\n');
    else raw.end();
  };
  // While the database is away nobody can be signed out; the stream stays and says that it lives.
  const quiet = (): void => write(': alive\n\n');

  const unsubscribe = feed.subscribe(tell, look);
  raw.once('close', () => {
    clearInterval(heartbeat);
    unsubscribe();
  });
  tell(first);
  return raw;
}

/** A level that changes meanwhile ends the stream with the next heartbeat. */
const seesCosts = ({ who }: FastifyRequest): boolean =>
  who.kind !== 'visitor' && who.kind !== 'portal_user' && maySeeCosts(who.level);

/** The end of a session ends the stream at once, a revoked key or another level with the next heartbeat; watching alone does not prolong a session. */
async function stillSignedIn(request: FastifyRequest, door: Door): Promise<boolean> {
  const who = await identify(request, door, 'look');
  if (who.kind === 'visitor' || who.kind === 'portal_user' || (who.kind === 'staff' && who.duty !== undefined)) return false;
  return 'level' in request.who && who.level === request.who.level;
}
