import type { Destination, DestinationWindow } from '../routing/incomingNumber.ts';
import { windowText } from '../routing/weeklyWindow.ts';

/** Where calls go, on one line for lists and history (which know ring groups by name where `groupNames` has it): `phone 1001; Mon, Tue 09:00–17:00: forwarded to 0412345678`. */
export function destinationText(
  usual: Destination,
  windows: readonly DestinationWindow[],
  groupNames: Readonly<Record<string, string>> = {},
): string {
  const oneText = textWith(groupNames);
  const others = windows.map((window) => `${windowText(window)}: ${oneText(window.destination)}`);
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
