import { execFile } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { Client, type Pool } from 'pg';
import { addDeckPiece } from '../src/actions/decks/addDeckPiece.ts';
import { startDeckUpload } from '../src/actions/decks/startDeckUpload.ts';
import { type ActionContext, run } from '../src/actions/run.ts';
import { systemActor } from '../src/core/access/permission.ts';
import type { Id } from '../src/core/base/id.ts';
import { instant } from '../src/core/base/time.ts';
import { pieceBytes } from '../src/core/decks/deckState.ts';
import { openPool } from '../src/db/pool.ts';
import { takeInDeck } from '../src/http/decks/takeInDeck.ts';
import { loadPackage } from '../src/memory/packages.ts';
import { ensureAccess, roles } from '../src/supervisor/roles.ts';
import { actAs, confirm, deckRow, describe } from '../src/testing/decks.ts';
import { asSuperUser, startTestCluster, testUrl } from '../src/testing/testCluster.ts';
import { openSafe } from '../src/vault/safe.ts';
import type { OfficeFigures } from './importOffice.ts';

const database = 'bench_import';
/** quality.md: a deck of a million rows with its difference report. */
const targets = { seconds: 30, megabytes: 300 };
const megabyte = 1_048_576;

/**
 * How long a rate deck takes from upload to difference report, and then into the books and into memory, and what the
 * back office needs for it: real PostgreSQL, the same actions and the same office job as the product. Options: `--rows`, and `--report` to stop
 * at the report.
 */
export async function bench(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: { rows: { type: 'string', default: '1000000' }, report: { type: 'boolean', default: false } },
  });
  const rows = Number(values.rows);
  print(
    'machine',
    `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}, load ${loadavg()[0]?.toFixed(2)}`,
  );
  const running = await startTestCluster();
  const { cluster } = running;
  await asSuperUser(cluster, 'postgres', (client) =>
    client.query(`create database ${database} template ${cluster.template} owner ${roles.owner}`),
  );
  await asSuperUser(cluster, database, (client) => ensureAccess(client, database));
  const pool = openPool(testUrl(cluster, 'app', database), { max: 4, name: 'bench' }, () => undefined);
  try {
    const packageId = await furnish(testUrl(cluster, 'owner', database), rows);
    await measure(pool, testUrl(cluster, 'app', database), packageId, rows, values.report);
  } finally {
    await pool.end();
    await running.stop();
  }
}

async function measure(pool: Pool, url: string, packageId: Id, rows: number, isReportOnly: boolean): Promise<void> {
  const context: ActionContext = {
    pool,
    clock: () => instant(Date.now()),
    safe: openSafe('the sealing secret of a measurement'),
  };
  const act = actAs(context);
  const uploadStarted = Date.now();
  const importId = await act(startDeckUpload, { billingPackageId: packageId, fileName: 'bench.csv', deckSourceId: undefined });
  let bytes = 0;
  let position = 0;
  for (const piece of pieces(rows)) {
    await act(addDeckPiece, { importId, position, data: piece });
    position += 1;
    bytes += piece.length;
  }
  await takeInDeck(act, importId, bytes);
  const uploaded = (Date.now() - uploadStarted) / 1000;
  print('uploaded and looked at', `${(bytes / megabyte).toFixed(1)} MB in ${uploaded.toFixed(1)} s`);
  await describe(context, importId, { mode: 'replace' });
  const reading = await office(url);
  const { counts, state } = await deckRow(context, importId);
  print(`${rows} rows read, compared: ${state}`, JSON.stringify(counts?.verdicts));
  print('from the file to the report', `${reading.seconds.toFixed(1)} s (target ${targets.seconds})`);
  print('of it the office was busy', `${reading.busySeconds.toFixed(1)} s; load now ${loadavg()[0]?.toFixed(2)}`);
  print('the office at its largest', `${reading.megabytes.toFixed(0)} MB (target ${targets.megabytes})`);
  if (isReportOnly) return;
  await confirm(context, importId);
  const booking = await office(url);
  const booked = await deckRow(context, importId);
  print(
    `into the books: ${booked.state}`,
    `${booking.seconds.toFixed(1)} s; begins ${booked.leadSeconds} s after the confirmation`,
  );
  const loading = Date.now();
  await run(
    context,
    systemActor,
    {
      name: 'bench',
      permission: 'anyone',
      perform: async ({ tx }) => ({ answer: await loadPackage(tx, packageId), audit: null }),
    },
    null,
  );
  print('loaded into memory', `${((Date.now() - loading) / 1000).toFixed(1)} s`);
}

/** Everything that waits for the back office, in a process of its own. */
async function office(url: string): Promise<OfficeFigures> {
  const file = join(import.meta.dirname, 'importOffice.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [file], { env: { ...process.env, BENCH_DATABASE: url } });
  return JSON.parse(stdout) as OfficeFigures;
}

/** A package with as many rates as the deck, of which one in twenty is not in the deck any more. */
async function furnish(ownerUrl: string, rows: number): Promise<Id> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const found = await client.query<{ id: Id }>(`insert into billing_package (name) values ('Bench') returning id`);
    const id = found.rows[0]!.id;
    await client.query(
      `insert into rate (billing_package_id, prefix, destination, price, initial_increment, increment)
       select $1, (20000000 + n * 7)::text, 'Destination ' || n % 2000, (n % 5000 + 1) * 100000000::bigint, 60, 60 from generate_series(1, $2::int) n`,
      [id, rows],
    );
    await client.query('vacuum analyze rate');
    return id;
  } finally {
    await client.end();
  }
}

/** The deck: most rates as they are, one in ten dearer, one in ten cheaper, one in twenty new. */
function* pieces(rows: number): Generator<Buffer> {
  let rest = Buffer.from('Prefix,Destination,Price,Increments\r\n');
  const lines: string[] = [];
  for (let n = 1; n <= rows; n += 1) {
    const prefix = 20_000_000 + n * 7 + (n % 20 === 0 ? 1 : 0);
    const price = (n % 5000) + 1 + (n % 10 === 1 ? 10 : 0) - (n % 10 === 2 && n % 5000 > 20 ? 10 : 0);
    lines.push(`+${prefix},Destination ${n % 2000},${(price / 10_000).toFixed(4)},60/60\r\n`);
    if (lines.length < 20_000 && n < rows) continue;
    rest = Buffer.concat([rest, Buffer.from(lines.join(''))]);
    lines.length = 0;
    while (rest.length >= pieceBytes) {
      yield rest.subarray(0, pieceBytes);
      rest = Buffer.from(rest.subarray(pieceBytes));
    }
  }
  if (rest.length > 0) yield rest;
}

function print(title: string, figures: string): void {
  process.stdout.write(`${title.padEnd(46)}${figures}\n`);
}
