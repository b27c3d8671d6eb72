import type { DeckWork } from '../../actions/decks/findDeckWork.ts';
import { readChosenRates } from '../../actions/decks/readChosenRates.ts';
import { storeDeckRows } from '../../actions/decks/storeDeckRows.ts';
import type { Id } from '../../core/base/id.ts';
import type { DeckFault, DeckRow } from '../../core/decks/deckRow.ts';
import { editedTerms, wholeTerms } from '../../core/decks/editRates.ts';
import { type StoredEdit, toRateEdit } from '../../core/decks/storedEdit.ts';
import type { Rate } from '../../core/rating/rate.ts';
import type { Office } from '../office.ts';

/** So many rates are stored in one transaction. */
const ratesAtOnce = 5000;

/**
 * A bulk edit or a copy: each chosen rate becomes a row of the import, as if a file had said it. The "line" is its place; a
 * stop begins again behind the last stored one, because rates come in the order of their ids.
 */
export async function readRates(office: Pick<Office, 'act'>, { deck }: DeckWork): Promise<void> {
  const { id: importId, billingPackageId, fromPackageId } = deck;
  const stored = deck.edit as StoredEdit;
  const edit = toRateEdit(stored);
  const isCopy = fromPackageId !== null;
  let line = 0;
  let after: Id = 0n;
  for (;;) {
    const chosen = await office.act(readChosenRates, {
      ...{ billingPackageId: fromPackageId ?? billingPackageId, choice: stored, after, limit: ratesAtOnce },
    });
    if (chosen.length === 0) return;
    const rows: DeckRow[] = [];
    const faults: DeckFault[] = [];
    const linesBefore = line;
    for (const { id, rate } of chosen) {
      line += 1;
      after = id;
      const terms = editedTerms(rate, edit);
      if (terms === 'negative') faults.push({ line, column: '', message: belowZero(rate) });
      else rows.push({ line, prefix: rate.prefix, isRemoved: false, terms: isCopy ? { ...wholeTerms(rate), ...terms } : terms });
    }
    if (line <= deck.linesDone) continue;
    await office.act(storeDeckRows, { importId, linesBefore, lines: line, rows, faults, notes: 0, bytes: 0n });
  }
}

const belowZero = ({ prefix, destination }: Rate): string =>
  `The price of ${prefix === '' ? 'every number' : `+${prefix}`} ${destination} would fall below zero.`.replace('  ', ' ');
