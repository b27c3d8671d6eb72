import { formatInstant } from '../../core/base/time.ts';
import { insertSignupEvent } from '../../db/tables/signupEvents.ts';
import { expireUnconfirmed } from '../../db/tables/signupSubmissions.ts';
import { action, done } from '../action.ts';

/** Marks signups whose link nobody used; answers how many. Run now and then: the link itself ends on time without it. */
export const expireSignups = action<null, number>('signup.expire', 'signup.decide', async (work) => {
  const at = formatInstant(work.now);
  const expired = await expireUnconfirmed(work.tx, at);
  for (const submissionId of expired)
    await insertSignupEvent(work.tx, { submissionId, at, event: 'expired', actorName: 'system', detail: '' });
  return done(expired.length, null);
});
