import type * as z from 'zod';
import type { incomingNumberSchema, ringGroupSchema } from '../../../http/contract/incomingNumbers.ts';

export type IncomingNumber = z.output<typeof incomingNumberSchema>;
export type RingGroup = z.output<typeof ringGroupSchema>;

/** What may be done with a number, in words, and the colour that goes with them. */
export const stateWords: Readonly<Record<IncomingNumber['state'], { readonly label: string; readonly color: string }>> = {
  free: { label: 'In stock', color: 'blue' },
  allocated: { label: 'Allocated', color: 'green' },
  quarantined: { label: 'Resting', color: 'gray' },
};
export const stateChoices = Object.entries(stateWords).map(([value, { label }]) => ({ value, label }));

/** As people write numbers of the outside world. */
export const shownNumber = ({ number }: Pick<IncomingNumber, 'number'>): string => `+${number}`;

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
/** Where calls go, one line each: the usual destination, then the windows. */
export const destinationLines = ({ destinationText }: Pick<IncomingNumber, 'destinationText'>): readonly string[] =>
  destinationText.split('; ').map(sentence);
