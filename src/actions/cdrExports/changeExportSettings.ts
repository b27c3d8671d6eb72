import { addDays } from '../../core/base/calendar.ts';
import { fieldChanges, type PlainValue } from '../../core/base/fieldChange.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { formatInstant, localDate } from '../../core/base/time.ts';
import { dayBounds } from '../../core/wires/exportDue.ts';
import {
  type ExportSettings,
  findLastExport,
  findZone,
  insertExport,
  lockExportSettings,
  moveUnwritten,
  readUptoId,
  updateExportSettings,
} from '../../db/tables/cdrExports.ts';
import { lockWebhook } from '../../db/tables/webhooks.ts';
import { action, done, nameOf, type Work } from '../action.ts';

export type ChangeExportSettings = ExportSettings & { readonly version: number };

/** Sets how calls are exported. Turned on, the first file is that of today; a gap since it was turned off is not filled. */
export const changeExportSettings = action<ChangeExportSettings, null>(
  'cdr_export.change',
  'cdr_export.change',
  async (work, { version, ...wished }) => {
    const { version: storedVersion, ...stored } = await lockExportSettings(work.tx);
    if (storedVersion !== version) throw new Refusal('stale_version');
    if (wished.webhookId !== null && wished.webhookId !== stored.webhookId && !(await lockWebhook(work.tx, wished.webhookId)))
      throw fieldRefusal('invalid_input', 'webhookId', 'There is no such webhook.');
    await updateExportSettings(work.tx, wished);
    if (wished.folder !== stored.folder) await moveUnwritten(work.tx, wished.folder);
    if (wished.isOn && !stored.isOn) await begin(work, wished);
    return done(null, { detail: { changes: fieldChanges(plain(stored), plain(wished)) } });
  },
);

/** The calls of today are the first that are written. */
async function begin(work: Work, { isOn: _, hour: _hour, keepDays: _days, ...shape }: ExportSettings): Promise<void> {
  const zone = await findZone(work.tx);
  const yesterday = addDays(localDate(work.now, zone), -1);
  const last = await findLastExport(work.tx);
  if (last !== undefined && last.day >= yesterday) return;
  await insertExport(work.tx, {
    ...shape,
    ...{ kind: 'start', day: yesterday, fromAt: null, untilAt: formatInstant(dayBounds(yesterday, zone).until) },
    ...{ afterId: 0n, previousUptoId: 0n, uptoId: await readUptoId(work.tx) },
    ...{ askedAt: formatInstant(work.now), askedBy: nameOf(work.doer) },
  });
}

const plain = ({ webhookId, ...simple }: ExportSettings): Readonly<Record<string, PlainValue>> => ({
  ...simple,
  webhookId: webhookId === null ? null : String(webhookId),
});
