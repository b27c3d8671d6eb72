import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { lockAccount } from '../../db/tables/accounts.ts';
import { insertNote } from '../../db/tables/notes.ts';
import { action, done, nameOf } from '../action.ts';

/** Adds to the running log; nobody edits it afterwards. */
export const addNote = action<{ readonly accountId: Id; readonly body: string }, Id>(
  'note.add',
  'account.change',
  async (work, input) => {
    if (!(await lockAccount(work.tx, input.accountId))) throw new Refusal('not_found');
    const createdAt = formatInstant(work.now);
    const note = { accountId: input.accountId, authorName: nameOf(work.doer), body: input.body, createdAt };
    return done(await insertNote(work.tx, note), { accountId: input.accountId });
  },
);
