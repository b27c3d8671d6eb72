import type { ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { livePath } from './contract/liveCalls.ts';
import type { Door } from './door.ts';
import { openEventStream } from './eventStream.ts';
import { maySeeCosts } from './liveCosts.ts';
import { allCalls, type LiveEvent, type LiveFeed } from './liveFeed.ts';
import { identify, permit } from './session.ts';

/** Server-sent events for whoever is signed in. */
export function addLive(app: FastifyInstance, door: Door, feed: LiveFeed, heartbeatMilliseconds?: number): void {
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
  readonly heartbeatMilliseconds: number | undefined;
};

function stream(request: FastifyRequest, reply: FastifyReply, options: Streaming): ServerResponse {
  const { door, feed, first, heartbeatMilliseconds } = options;
  // While the database is away nobody can be signed out; the stream stays and says that it lives.
  const { raw, tell, look } = openEventStream(reply, () => stillSignedIn(request, door), heartbeatMilliseconds);
  const pass = ({ event, data, costless = data }: LiveEvent) => tell(event, seesCosts(request) ? data : costless);
  const unsubscribe = feed.subscribe(pass, look);
  raw.once('close', unsubscribe);
  pass(first);
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
