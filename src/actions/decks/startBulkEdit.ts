import type { Id } from '../../core/base/id.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { editWords, type StoredEdit } from '../../core/decks/storedEdit.ts';
import { isPackage } from '../../db/tables/billingPackages.ts';
import { insertDeckImport } from '../../db/tables/deckImports.ts';
import { action, done, nameOf } from '../action.ts';

/** Changes many rates of a package at once, by the way of every import: report, confirmation, undo. */
export const startBulkEdit = action<{ readonly billingPackageId: Id; readonly edit: StoredEdit }, Id>(
  'deck.edit',
  'billing_package.change',
  async (work, { billingPackageId, edit }) => {
    if (!(await isPackage(work.tx, billingPackageId))) throw new Refusal('not_found');
    const words = editWords(edit);
    if (words === '') throw fieldRefusal('invalid_input', 'percent', 'Say what is to change.');
    const id = await insertDeckImport(work.tx, {
      ...{ billingPackageId, kind: 'edit', state: 'reading', fileName: words, format: null, edit, fromPackageId: null },
      ...{ by: nameOf(work.doer), at: formatInstant(work.now) },
    });
    return done(id, { detail: { billingPackageId, importId: id, edit } });
  },
);
