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
export const outcomeChoices = Object.entries(outcomeWords).map(([value, { label }]) => ({ value, label }));

/** What kind of destination a call had. */
export function destinationText({
  destination,
  destinationKind,
}: {
  readonly destination: string;
  readonly destinationKind: string;
}) {
  if (destination !== '') return destination;
  return destinationKind === 'internal' ? 'Customer' : destinationKind === 'emergency' ? 'Emergency' : '';
}
