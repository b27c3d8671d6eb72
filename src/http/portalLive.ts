import type { ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod';
import type { Id } from '../core/base/id.ts';
import { listLiveCalls } from '../db/reads/listLiveCalls.ts';
import { portalLivePath } from './contract/portal.ts';
import type { Door } from './door.ts';
import { openEventStream } from './eventStream.ts';
import type { LiveEvent, LiveFeed } from './liveFeed.ts';
import { identifyCustomer, permit } from './session.ts';

type LiveCalls = Awaited<ReturnType<typeof listLiveCalls>>;
/** A list that is as long as listLiveCalls makes it may have left out calls of this account. */
const listMax = 1000;

/**
 * Server-sent events of the portal: `account` and `calls` say that something of the own account has moved, and nothing else; the page
 * asks for it through its own endpoints. So no word about another account can get in here.
 */
export function addPortalLive(app: FastifyInstance, door: Door, feed: LiveFeed, heartbeatMilliseconds?: number): void {
  const open = new Set<ServerResponse>();
  app.addHook('preClose', async () => {
    for (const response of open) response.end();
  });
  app.get(
    `/api/v1${portalLivePath}`,
    {
      schema: {
        tags: ['Customer portal'],
        summary: 'Server-sent events: `account` and `calls` when something of my account has moved; they carry no data',
        security: [{ session: [] }],
        produces: ['text/event-stream'],
        response: { 200: z.string() },
      },
      onRequest: async (request) => {
        request.who = await identifyCustomer(request, door);
        permit(request.who, { access: 'portal', method: 'GET' });
      },
    },
    async (request, reply) => {
      const { who } = request;
      if (who.kind !== 'portal_user') throw new TypeError('permit lets nobody else in');
      const { raw, tell, look } = openEventStream(reply, () => stillSignedIn(request, door), heartbeatMilliseconds);
      open.add(raw);
      const unsubscribe = feed.subscribe(
        forAccount(door, who.accountId, (event) => tell(event, {})),
        look,
      );
      raw.once('close', () => {
        open.delete(raw);
        unsubscribe();
      });
      // What moved before the browser heard.
      tell('account', {});
      tell('calls', {});
    },
  );
}

/** Passes on that something of this account moved: calls only when one of its own began, was answered, grew or ended. */
export function forAccount(door: Pick<Door, 'ask'>, accountId: Id, tell: (event: 'account' | 'calls') => void) {
  let before = '[]';
  const id = String(accountId);
  return ({ event, data }: LiveEvent): void => {
    if (event === 'account' && (data as { readonly id: string }).id === id) tell('account');
    if (event !== 'calls') return;
    const { items } = data as { readonly items: LiveCalls };
    const own = items.filter((call) => call.accountId === id);
    const known = items.length < listMax ? Promise.resolve(own) : door.ask((tx) => listLiveCalls(tx, accountId));
    void known.then(
      (calls) => {
        const now = JSON.stringify(calls.map(({ callId, answeredAt, hold }) => [callId, answeredAt, hold]));
        if (now !== before) tell('calls');
        before = now;
      },
      // The database is away: the page asks again as soon as anything moves.
      () => tell('calls'),
    );
  };
}

async function stillSignedIn(request: FastifyRequest, door: Door): Promise<boolean> {
  return (await identifyCustomer(request, door, 'look')).kind === 'portal_user';
}
