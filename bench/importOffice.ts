import { type ActionContext, run } from '../src/actions/run.ts';
import { systemActor } from '../src/core/access/permission.ts';
import { instant } from '../src/core/base/time.ts';
import { openPool } from '../src/db/pool.ts';
import { workOnDecks } from '../src/jobs/decks/workOnDecks.ts';
import { openSafe } from '../src/vault/safe.ts';

/** What the back office needed for everything that waited, as one line of JSON. */
export type OfficeFigures = { readonly seconds: number; readonly busySeconds: number; readonly megabytes: number };

/**
 * The back office of the measurement of imports, in a process of its own as in the product: `bench/import.ts` starts it once for
 * each step. BENCH_DATABASE says where.
 */
const pool = openPool(process.env.BENCH_DATABASE ?? '', { max: 4, name: 'bench office' }, () => undefined);
const context: ActionContext = { pool, clock: () => instant(Date.now()), safe: openSafe('the sealing secret of a measurement') };
const started = Date.now();
await workOnDecks({ act: (action, input) => run(context, systemActor, action, input), now: context.clock });
const { user, system } = process.cpuUsage();
const figures: OfficeFigures = {
  seconds: (Date.now() - started) / 1000,
  busySeconds: (user + system) / 1e6,
  megabytes: process.resourceUsage().maxRSS / 1024,
};
process.stdout.write(JSON.stringify(figures));
await pool.end();
