import { saveFile, toCsv } from '../../kit/csv.ts';
import { protocolLabel } from './ProviderFields.tsx';
import type { Provider } from './providerValues.ts';

const yes = (is: boolean): string => (is ? 'yes' : 'no');

/** Saves the providers that are shown, without their secrets, as CSV. */
export function exportProviders(items: readonly Provider[], currency: string): void {
  const header = [
    ...['Name', 'Protocol', 'Host', 'Port', 'Active', 'Maintenance', 'Routes', 'Calls now', 'Channel limit'],
    ...['Attempts, last hour', 'Answered, last hour', 'Cost deck', `Spent today, ${currency}`, `Spent this month, ${currency}`],
  ];
  const rows = items.map(({ live, ...one }) => [
    ...[one.name, protocolLabel(one.protocol), one.host, String(one.port), yes(one.isActive), yes(one.isInMaintenance)],
    ...[live.routeNames.join(', '), String(live.callsNow), String(one.channelLimit ?? ''), String(live.lastHour.attempts)],
    ...[String(live.lastHour.answered), live.costPackageName ?? '', live.spentToday, live.spentThisMonth],
  ]);
  saveFile('providers.csv', toCsv(header, rows));
}
