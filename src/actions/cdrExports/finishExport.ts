import type { Id } from '../../core/base/id.ts';
import { formatInstant } from '../../core/base/time.ts';
import { lockExport, saveExportDone, type WrittenFile } from '../../db/tables/cdrExports.ts';
import { insertOwnEvent } from '../../db/tables/webhookDeliveries.ts';
import { lockWebhook } from '../../db/tables/webhooks.ts';
import { action, done } from '../action.ts';

/** A part that a webhook is sent: so many calls behind `afterId`. */
export type ExportPart = { readonly afterId: Id; readonly count: number };
export type FinishExport = { readonly exportId: Id; readonly file: WrittenFile; readonly parts: readonly ExportPart[] };

/** The file stands: the list says so, and its webhook is sent the calls in parts. A second time changes nothing. */
export const finishExport = action<FinishExport, null>(
  'cdr_export.finish',
  'cdr_export.change',
  async (work, { exportId, file, parts }) => {
    const found = await lockExport(work.tx, exportId);
    if (found?.state !== 'marked') return done(null, null);
    const at = formatInstant(work.now);
    await saveExportDone(work.tx, exportId, { ...file, at });
    const { webhookId, day } = found;
    if (webhookId === null || !(await lockWebhook(work.tx, webhookId))) return done(null, null);
    for (const [index, { afterId, count }] of parts.entries()) {
      const told = { exportId: String(exportId), day, fileName: file.fileName, part: index + 1, parts: parts.length, count };
      await insertOwnEvent(work.tx, webhookId, { kind: 'cdr_export.calls', facts: { ...told, afterId: String(afterId) }, at });
    }
    return done(null, null);
  },
);
