import { formatInstant } from '../../core/base/time.ts';
import { raiseStaffAlert } from '../../db/tables/alerts.ts';
import { listDownProviders, listLosingCalls } from '../../db/tables/reportAlarms.ts';
import { action, done } from '../action.ts';

/** More than this in a day is not read any more. */
const losingMost = 20;

/** Alerts staff to providers that take no calls, once until somebody puts it away, and to calls that lose money, once a day each. */
export const raiseReportAlarms = action<null, null>('report.alarm', 'system.read', async ({ tx, now }) => {
  for (const { id, name } of await listDownProviders(tx, now))
    await raiseStaffAlert(tx, `provider_down:${id}:${formatInstant(now)}`, {
      kind: 'provider_down',
      provider: name,
      providerId: id,
    });
  for (const { day, destinationId, providerId, destination, provider, calls } of await listLosingCalls(tx, now, losingMost))
    await raiseStaffAlert(tx, `margin:${day}:${destinationId}:${providerId}`, {
      kind: 'margin_below_zero',
      destination,
      provider,
      calls,
    });
  return done(null, null);
});
