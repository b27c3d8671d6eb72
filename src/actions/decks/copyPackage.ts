import type { Id } from '../../core/base/id.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { editWords, type StoredEdit } from '../../core/decks/storedEdit.ts';
import { copyBillingPackage, findPackageName } from '../../db/tables/billingPackages.ts';
import { insertDeckImport } from '../../db/tables/deckImports.ts';
import { action, done, nameOf } from '../action.ts';

export type CopyPackage = { readonly fromPackageId: Id; readonly name: string; readonly edit: StoredEdit };
export type CopiedPackage = { readonly billingPackageId: Id; readonly importId: Id };

/** A new package with the rates of another and a mark-up. Its rates come by the way of every import: report, then confirmation. */
export const copyPackage = action<CopyPackage, CopiedPackage>(
  'billing_package.copy',
  'billing_package.change',
  async (work, { fromPackageId, name, edit }) => {
    const from = await findPackageName(work.tx, fromPackageId);
    if (from === undefined) throw new Refusal('not_found');
    const at = formatInstant(work.now);
    const id = await copyBillingPackage(work.tx, fromPackageId, name, at);
    if (id === undefined) throw fieldRefusal('invalid_input', 'name', `There is a billing package "${name}" already.`);
    const fileName = [`Copy of ${from}`, editWords(edit)].filter((part) => part !== '').join(', ');
    const importId = await insertDeckImport(work.tx, {
      ...{
        billingPackageId: id,
        kind: 'copy',
        state: 'reading',
        fileName,
        format: null,
        edit,
        fromPackageId,
        by: nameOf(work.doer),
        at,
      },
    });
    return done({ billingPackageId: id, importId }, { detail: { billingPackageId: id, name, fromPackageId, importId, edit } });
  },
);
