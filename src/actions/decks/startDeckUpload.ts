import type { Id } from '../../core/base/id.ts';
import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { isPackage } from '../../db/tables/billingPackages.ts';
import { insertDeckImport } from '../../db/tables/deckImports.ts';
import { findDeckSource } from '../../db/tables/deckSources.ts';
import { action, done, nameOf } from '../action.ts';

export type StartDeckUpload = { readonly billingPackageId: Id; readonly fileName: string; readonly deckSourceId: Id | undefined };

/** Begins an import: its file comes in pieces. A known source says how the file is written. */
export const startDeckUpload = action<StartDeckUpload, Id>(
  'deck.upload',
  'billing_package.change',
  async (work, { billingPackageId, fileName, deckSourceId }) => {
    if (!(await isPackage(work.tx, billingPackageId))) throw new Refusal('not_found');
    const format = deckSourceId === undefined ? null : await findDeckSource(work.tx, deckSourceId);
    if (format === undefined) throw fieldRefusal('invalid_input', 'sourceId', 'There is no such source.');
    const at = formatInstant(work.now);
    const id = await insertDeckImport(work.tx, {
      ...{
        billingPackageId,
        kind: 'file',
        state: 'uploading',
        fileName,
        format,
        edit: null,
        fromPackageId: null,
        by: nameOf(work.doer),
        at,
      },
    });
    return done(id, { detail: { billingPackageId, importId: id, fileName } });
  },
);
