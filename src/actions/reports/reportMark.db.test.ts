import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { systemActor } from '../../core/access/permission.ts';
import { instant } from '../../core/base/time.ts';
import { countReports } from '../../jobs/countReports.ts';
import { type CallFixture, callFixture } from '../../testing/callFixture.ts';
import { endReportedCall } from '../../testing/reportStage.ts';
import { openSafe } from '../../vault/safe.ts';
import type { Action } from '../action.ts';
import { run } from '../run.ts';

let fixture: CallFixture;
const safe = openSafe('the sealing secret of the report tests');
const act = <Input, Answer>(one: Action<Input, Answer>, input: Input): Promise<Answer> =>
  run({ pool: fixture.app, clock: () => instant(Date.parse('2026-03-29T12:00:00Z')), safe }, systemActor, one, input);
beforeAll(async () => {
  fixture = await callFixture({ price: '600000000000' });
});
afterAll(() => fixture.close());

test.each([
  ['', 1],
  [', is_recount_due = true', 2],
])(
  'after a dump was restored its mark is of the future: it is replaced, and calls are counted again%s',
  async (more, attempts) => {
    const account = await fixture.addAccount({ money: '10' });
    await fixture.owner.query(
      `update report_watch set mark_xid = '9000000000000000', mark_cdr = mark_cdr + 1, mark_transfer = mark_transfer + 1 ${more}`,
    );
    await endReportedCall(fixture.owner, account, {
      seconds: 60,
      price: '0.60',
      cost: '0.20',
      endedAt: new Date('2026-03-03T10:00Z'),
    });
    // Other tests share the cluster: a transaction of theirs may hold the mark up for a moment.
    await vi.waitFor(
      async () => {
        await countReports({ act });
        const { rows } = await fixture.owner.query('select sum(attempts)::int as attempts from traffic_day');
        expect(rows).toEqual([{ attempts }]);
      },
      { timeout: 20_000, interval: 20 },
    );
  },
);
