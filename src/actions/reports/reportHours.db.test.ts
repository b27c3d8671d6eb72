import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatInstant, instant } from '../../core/base/time.ts';
import { startOfHour } from '../../core/reports/period.ts';
import { openPool } from '../../db/pool.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/database.ts';

let database: TestDatabase;
let pool: ReturnType<typeof openPool>;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.readUrl, { max: 1, name: 'test hours' }, () => undefined);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

test('the database and the program find the same hour for any instant, also where clocks jump by half an hour', async () => {
  const zones = ['Europe/Berlin', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns', 'Pacific/Chatham', 'Africa/Cairo'];
  for (const zone of zones) {
    const { rows: found } = await pool.query(
      `select t, date_trunc('hour', t, $1) as hour from generate_series('2026-01-01T00:07Z'::timestamptz, '2027-01-01', '23 minutes') as t`,
      [zone],
    );
    for (const { t, hour } of found)
      if (startOfHour(instant(t), zone) !== hour) expect(`${zone} ${formatInstant(instant(t))}`).toBe(hour);
    expect(found.length).toBeGreaterThan(20_000);
  }
});
