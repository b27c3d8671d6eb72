import type { BodyOf } from '../../../http/contract/endpoint.ts';
import type { changeDestination } from '../../../http/contract/incomingNumbers.ts';
import type { IncomingNumber } from './numberText.ts';

/** One destination as fields: what its kind does not use stays empty. */
export type DestinationValues = { kind: string; networkNumber: string; dialled: string; ringGroupId: string };
export type WindowValues = { key: string; days: string[]; from: string; to: string; destination: DestinationValues };

type Body = BodyOf<typeof changeDestination>;
type Destination = IncomingNumber['destination'];

export const usualDestination: DestinationValues = { kind: 'all_phones', networkNumber: '', dialled: '', ringGroupId: '' };
export const newWindow = (): WindowValues => ({
  key: crypto.randomUUID(),
  days: ['1', '2', '3', '4', '5'],
  ...{ from: '17:00', to: '09:00', destination: usualDestination },
});

export const destinationValues = (destination: Destination): DestinationValues => ({ ...usualDestination, ...destination });
export const windowValues = (windows: IncomingNumber['windows']): WindowValues[] =>
  windows.map(({ days, destination, ...one }, index) => ({
    ...one,
    key: String(index),
    days: days.map(String),
    destination: destinationValues(destination),
  }));

/** What is sent: only what the chosen kind uses. */
export function destinationBody({ kind, networkNumber, dialled, ringGroupId }: DestinationValues): Body['destination'] {
  switch (kind) {
    case 'phone':
    case 'voicemail':
      return { kind, networkNumber };
    case 'forward':
      return { kind, dialled };
    case 'ring_group':
      return { kind, ringGroupId };
    default:
      return { kind: 'all_phones' };
  }
}

export const windowsBody = (windows: readonly WindowValues[]): NonNullable<Body['windows']> =>
  windows.map(({ days, from, to, destination }) => ({
    days: [...days].map(Number).sort((a, b) => a - b) as (1 | 2 | 3 | 4 | 5 | 6 | 7)[],
    ...{ from, to, destination: destinationBody(destination) },
  }));
