import { lockSettings, saveSetupToken } from '../../db/tables/settings.ts';
import { lockActiveAdministrators } from '../../db/tables/staff.ts';
import { action, done } from '../action.ts';

/** The token of the one-time link while there is no Administrator, else undefined. A new one ends the old one. */
export const makeSetupToken = action<null, string | undefined>('staff.make_setup_token', 'setting.change', async (work) => {
  await lockSettings(work.tx);
  if ((await lockActiveAdministrators(work.tx)).length > 0) return done(undefined, null);
  const token = Buffer.from(work.safe.randomBytes(32)).toString('base64url');
  await saveSetupToken(work.tx, work.safe.sha256(token));
  return done(token, null);
});
