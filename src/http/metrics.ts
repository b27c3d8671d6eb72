import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { Refusal } from '../core/base/refusal.ts';
import { countCallsBetween, getHolds, getLastCdrId, getMoneyImbalance } from '../db/reads/getMetrics.ts';
import type { Door } from './door.ts';
import { identify, permit } from './session.ts';

/** The books are checked no more often than this, and take at most a twentieth of the time. Milliseconds. */
const auditEvery = { leastMilliseconds: 60_000, timesItsLength: 20 } as const;

/** `/metrics` for Prometheus: from this machine without ceremony, from elsewhere with an API key. */
export function addMetrics(app: FastifyInstance, door: Door): void {
  const register = new Registry();
  collectDefaultMetrics({ register, prefix: 'vsppanel_' });
  const seconds = new Histogram({
    name: 'vsppanel_http_seconds',
    help: 'Time of HTTP requests',
    labelNames: ['method', 'path', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2],
    registers: [register],
  });
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    seconds.observe({ method, path: routeOptions.url ?? 'none', status: reply.statusCode }, reply.elapsedTime / 1000);
  });
  const refreshBusiness = businessMetrics(register, door);
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (!isFromHere(request)) permit(await identify(request, door), { access: 'system.read', method: 'GET' });
    await refreshBusiness();
    return reply.type(register.contentType).send(await register.metrics());
  });
}

/** A proxy on this machine passes strangers on; it says so in a header. */
function isFromHere(request: FastifyRequest): boolean {
  const { headers, ip } = request;
  const isPassedOn = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
  return !isPassedOn && /^(::ffff:)?127\.|^::1$/.test(ip);
}

/** Gauges and counters of the business; the answer fills them from the database when they are asked for. */
function businessMetrics(register: Registry, door: Door): () => Promise<void> {
  const registers = [register];
  const isUp = new Gauge({ name: 'vsppanel_database_up', help: '1 while the database answers', registers });
  const calls = new Counter({
    name: 'vsppanel_calls_total',
    help: 'Finished calls since this process started, by outcome',
    labelNames: ['outcome', 'refusal'],
    registers,
  });
  const open = new Gauge({ name: 'vsppanel_open_holds', help: 'Calls in progress', registers });
  const held = new Gauge({ name: 'vsppanel_held_money', help: 'Money set aside for them, currency units', registers });
  const overdue = new Gauge({ name: 'vsppanel_overdue_holds', help: 'Calls whose grant ended 2 minutes ago', registers });
  const imbalance = new Gauge({
    name: 'vsppanel_money_invariant',
    help: 'Distance of the books from balance; 0 or alarm',
    registers,
  });
  let counted: bigint | undefined;
  let nextAudit = 0;

  const refresh = async (): Promise<void> => {
    const last = await door.ask(getLastCdrId);
    const from = counted ?? last;
    for (const one of await door.ask((tx) => countCallsBetween(tx, from, last)))
      calls.inc({ outcome: one.outcome, refusal: one.refusal }, one.calls);
    counted = last;
    const holds = await door.ask(getHolds);
    open.set(holds.open);
    held.set(Number(holds.held));
    overdue.set(holds.overdue);
    const began = door.clock();
    if (began < nextAudit) return;
    imbalance.set(Number(await door.ask(getMoneyImbalance)));
    const took = door.clock() - began;
    nextAudit = began + Math.max(auditEvery.leastMilliseconds, auditEvery.timesItsLength * took);
  };
  return async () => {
    try {
      await refresh();
      isUp.set(1);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'database_unavailable') throw error;
      isUp.set(0);
    }
  };
}
