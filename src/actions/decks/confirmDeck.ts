import type { Id } from '../../core/base/id.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { plainFormat } from '../../core/decks/deckFormat.ts';
import { isShrinking } from '../../core/decks/deckState.ts';
import { confirmDeckImport } from '../../db/tables/deckImports.ts';
import { action, done, nameOf } from '../action.ts';
import { deckOf } from './deckOf.ts';

export type ConfirmDeck = {
  readonly importId: Id;
  /** When it is to hold; undefined = as soon as possible. */
  readonly activateAt: Instant | undefined;
  /** Somebody has looked at the suspicious changes. */
  readonly acceptsSuspicious: boolean;
  readonly version: number;
};

/** Rates written in a second on a slow machine; they begin so much later that every process has them by then. */
const ratesPerSecond = 2000;

/** Says yes to the report. The office books it; until then nothing holds. */
export const confirmDeck = action<ConfirmDeck, null>(
  'deck.confirm',
  'billing_package.change',
  async (work, { importId, activateAt, acceptsSuspicious, version }) => {
    const found = await deckOf(work.tx, importId, 'ready');
    if (found.version !== version) throw new Refusal('stale_version');
    const { counts } = found;
    if (!counts) throw new Refusal('deck_state');
    const needsLook = counts.suspicious > 0 || isShrinking(counts, (found.format ?? plainFormat).mode);
    if (needsLook && !acceptsSuspicious)
      throw fieldRefusal('invalid_input', 'acceptsSuspicious', 'Look at the suspicious changes, then tick that they are meant.');
    if (activateAt !== undefined && activateAt <= work.now)
      throw fieldRefusal('invalid_input', 'activateAt', 'This time is over. Choose a later one, or now.');
    const changes = Object.values(counts.verdicts).reduce((sum, one) => sum + one, 0);
    if (changes === 0) throw fieldRefusal('invalid_input', 'activateAt', 'This import changes nothing.');
    const at = activateAt === undefined ? null : formatInstant(activateAt);
    await confirmDeckImport(work.tx, importId, at, nameOf(work.doer), 1 + Math.ceil(changes / ratesPerSecond));
    return done(null, {
      detail: { billingPackageId: found.billingPackageId, importId, activateAt: at, acceptsSuspicious, counts },
    });
  },
);
