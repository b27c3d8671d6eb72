import type { FastifyInstance } from 'fastify';
import { getSessionInfo } from '../db/reads/getSessionInfo.ts';
import type { Door } from './door.ts';

/** `/livez`: this process runs. `/readyz`: it can work, because the database answers. */
export function addHealth(app: FastifyInstance, door: Door): void {
  app.get('/livez', { schema: { hide: true } }, async (_, reply) => reply.type('text/plain').send('ok\n'));
  app.get('/readyz', { schema: { hide: true } }, async (_, reply) => {
    await door.ask(getSessionInfo);
    return reply.type('text/plain').send('ok\n');
  });
}
