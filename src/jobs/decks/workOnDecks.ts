import { bookDeck } from '../../actions/decks/bookDeck.ts';
import { clearDeck } from '../../actions/decks/clearDeck.ts';
import { compareDeck } from '../../actions/decks/compareDeck.ts';
import { type DeckWork, findDeckWork } from '../../actions/decks/findDeckWork.ts';
import { finishDeckReading } from '../../actions/decks/finishDeckReading.ts';
import { priceImpact } from '../../actions/decks/priceImpact.ts';
import { Refusal } from '../../core/base/refusal.ts';
import type { Office } from '../office.ts';
import { readDeck } from './readDeck.ts';
import { readRates } from './readRates.ts';

/** Brings every import on by as many steps as it can take without a person: reads, compares, books, clears up. */
export async function workOnDecks(office: Pick<Office, 'act' | 'now'>): Promise<void> {
  for (;;) {
    const work = await office.act(findDeckWork, null);
    if (!work) return;
    try {
      await takeStep(office, work);
    } catch (error) {
      // Cancelled or described anew while we were at it: what comes next is found out again.
      if (!(error instanceof Refusal && error.code === 'deck_state')) throw error;
      return;
    }
  }
}

async function takeStep(office: Pick<Office, 'act' | 'now'>, work: DeckWork): Promise<void> {
  const { id: importId, state } = work.deck;
  if (state === 'reading') return read(office, work);
  if (state === 'comparing') return void (await office.act(compareDeck, { importId }));
  if (state === 'confirmed') return void (await office.act(bookDeck, { importId }));
  const isOver = state === 'booked' || state === 'undone' || state === 'cancelled';
  if (isOver && !work.deck.isCleared) return void (await office.act(clearDeck, { importId }));
  await office.act(priceImpact, { importId });
}

async function read(office: Pick<Office, 'act' | 'now'>, work: DeckWork): Promise<void> {
  const { id: importId } = work.deck;
  try {
    await (work.deck.kind === 'file' ? readDeck(office, work) : readRates(office, work));
  } catch (error) {
    if (!(error instanceof Refusal && error.code === 'deck_unreadable')) throw error;
    await office.act(finishDeckReading, { importId, problem: error.message });
    return;
  }
  await office.act(finishDeckReading, { importId });
}
