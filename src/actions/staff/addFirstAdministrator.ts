import { fieldRefusal, Refusal } from '../../core/base/refusal.ts';
import { formatInstant } from '../../core/base/time.ts';
import { lockSettings, saveSetupToken } from '../../db/tables/settings.ts';
import { insertStaff, lockActiveAdministrators } from '../../db/tables/staff.ts';
import { action, done } from '../action.ts';
import { newPasswordHash } from './newPassword.ts';
import { type Origin, openSession } from './openSession.ts';

export type AddFirstAdministrator = {
  readonly token: string;
  readonly name: string;
  readonly userName: string;
  readonly password: string;
  readonly origin: Origin;
};

/** Makes the first Administrator with the one-time link, which is used up by it; answers the token of a session. */
export const addFirstAdministrator = action<AddFirstAdministrator, string>(
  'staff.add_first_administrator',
  'anyone',
  async (work, input) => {
    const { setupTokenHash } = await lockSettings(work.tx);
    if ((await lockActiveAdministrators(work.tx)).length > 0) throw new Refusal('already_set_up');
    if (setupTokenHash === null || work.safe.sha256(input.token) !== setupTokenHash) throw new Refusal('setup_link_invalid');
    const passwordHash = await newPasswordHash(work, input.password, input.userName);
    const { name, userName } = input;
    const staff = { name, userName, level: 'administrator', passwordHash } as const;
    const id = await insertStaff(work.tx, staff, formatInstant(work.now));
    if (id === undefined) throw fieldRefusal('invalid_input', 'userName', `The user name ${userName} is taken.`);
    await saveSetupToken(work.tx, null);
    return done(await openSession(work, id, input.origin, 'password'), { detail: { staffId: id, userName } });
  },
);
