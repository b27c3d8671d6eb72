import type { callOutcomes } from '../../../http/contract/calls.ts';

type Outcome = (typeof callOutcomes)[number];

/** How a call went, in words, and the colour that goes with them. */
export const outcomeWords: Readonly<Record<Outcome, { readonly label: string; readonly color: string }>> = {
  answered: { label: 'Answered', color: 'green' },
  busy: { label: 'Busy', color: 'gray' },
  no_answer: { label: 'No answer', color: 'gray' },
  cancelled: { label: 'Cancelled', color: 'gray' },
  failed: { label: 'Failed', color: 'red' },
  refused: { label: 'Refused', color: 'yellow' },
};
export const directionChoices = [
  { value: 'outgoing', label: 'Outgoing' },
  { value: 'incoming', label: 'Incoming' },
];
export const outcomeChoices = Object.entries(outcomeWords).map(([value, { label }]) => ({ value, label }));

const kindWords: Readonly<Record<string, string>> = { internal: 'Customer', emergency: 'Emergency' };

/** Where a call goes, in words; empty when nothing is known. */
export function destinationText({
  destination,
  destinationKind,
}: {
  readonly destination: string;
  readonly destinationKind: string;
}) {
  return destination === '' ? (kindWords[destinationKind] ?? '') : destination;
}

/** Who calls: with `+` from outside, where a caller may stay unknown. */
export function callerText({ callerNumber, direction }: { readonly callerNumber: string; readonly direction: string }): string {
  if (direction !== 'incoming') return callerNumber;
  return callerNumber === '' ? 'Unknown' : `+${callerNumber}`;
}

type Numbered = {
  readonly number: string;
  readonly dialled: string;
  readonly destinationKind: string;
  readonly direction: 'outgoing' | 'incoming';
};

/** The number as people write it: `+` before numbers of the outside world (E.164); what was dialled where no number was understood. */
export function numberText({ number, dialled, destinationKind, direction }: Numbered): string {
  if (number === '') return dialled;
  if (direction === 'incoming') return `+${number}`;
  const isOurs = destinationKind === 'internal' || destinationKind === 'emergency';
  return !isOurs && /^\d{8,}$/.test(number) ? `+${number}` : number;
}
