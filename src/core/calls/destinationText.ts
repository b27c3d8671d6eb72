import type { Destination, DestinationWindow } from '../routing/incomingNumber.ts';
import type { WeekDay } from '../routing/weeklyWindow.ts';

const dayNames: Readonly<Record<WeekDay, string>> = { 1: 'Mon', 2: 'Tue', 3: 'Wed', 4: 'Thu', 5: 'Fri', 6: 'Sat', 7: 'Sun' };

/** Where calls go, on one line for lists and history (which know ring groups by name where `groupNames` has it): `phone 1001; Mon, Tue 09:00–17:00: forwarded to 0412345678`. */
export function destinationText(
  usual: Destination,
  windows: readonly DestinationWindow[],
  groupNames: Readonly<Record<string, string>> = {},
): string {
  const oneText = textWith(groupNames);
  const others = windows.map(({ days, from, to, destination }) => `${daysText(days)} ${from}–${to}: ${oneText(destination)}`);
  return [oneText(usual), ...others].join('; ');
}

const textWith =
  (groupNames: Readonly<Record<string, string>>) =>
  (destination: Destination): string => {
    switch (destination.kind) {
      case 'all_phones':
        return 'all phones';
      case 'phone':
        return `phone ${destination.networkNumber}`;
      case 'forward':
        return `forwarded to ${destination.dialled}`;
      case 'ring_group':
        return `ring group ${groupNames[destination.ringGroupId] ?? destination.ringGroupId}`;
      case 'voicemail':
        return `voicemail of ${destination.networkNumber}`;
      default:
        return destination satisfies never;
    }
  };

/** Days in a row as `Mon–Fri`, others one by one. */
function daysText(days: readonly WeekDay[]): string {
  const runs: WeekDay[][] = [];
  for (const day of [...days].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run && run.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  return runs.map((run) => runText(run)).join(', ');
}

function runText(run: readonly WeekDay[]): string {
  const names = run.map((day) => dayNames[day]);
  return names.length > 2 ? `${names[0]}–${names.at(-1)}` : names.join(', ');
}
