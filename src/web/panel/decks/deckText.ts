import { deckKinds } from '../../../core/decks/deckState.ts';
import type { getDeckImport } from '../../../http/contract/decks.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';

export type DeckImport = AnswerOf<typeof getDeckImport>;

const words: Readonly<Record<DeckImport['state'], string>> = {
  uploading: 'Upload not finished',
  described: 'Waits for its columns',
  reading: 'Being read',
  comparing: 'Being compared',
  faulty: 'Has faults',
  failed: 'Cannot be read',
  ready: 'Waits for your yes',
  confirmed: 'Being activated',
  booked: 'Active',
  undone: 'Taken back',
  cancelled: 'Given up',
};

/** True while its rates stand in the books and begin later. */
export function isScheduled({ state, bookedFrom }: DeckImport): boolean {
  return state === 'booked' && bookedFrom !== null && Date.parse(bookedFrom) > Date.now();
}

export function stateText(one: DeckImport): string {
  return isScheduled(one) ? 'Scheduled' : words[one.state];
}

/** Green, amber, red only where it means something; always beside the word. */
export function stateColor(one: DeckImport): string {
  if (one.state === 'faulty' || one.state === 'failed') return 'red';
  if (one.state === 'ready' || one.state === 'described' || isScheduled(one)) return 'yellow';
  return one.state === 'booked' ? 'green' : 'gray';
}

/** True while the office works on it. */
export const isWorking = ({ state }: DeckImport): boolean =>
  state === 'reading' || state === 'comparing' || state === 'confirmed';

export const titleOf = (one: DeckImport): string =>
  one.kind === 'file' ? one.fileName : `${deckKinds[one.kind]}: ${one.fileName}`;

/** A whole number as people write it. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');
