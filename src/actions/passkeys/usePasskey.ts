import type { PasskeyDoor } from '../../core/access/passkey.ts';
import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import type { PasskeyAnswer, PasskeySite } from '../../core/base/safe.ts';
import { addSeconds, formatInstant } from '../../core/base/time.ts';
import {
  type ChallengePurpose,
  countPasskeyUse,
  insertChallenge,
  lockPasskey,
  type Passkey,
  takeChallenge,
} from '../../db/tables/passkeys.ts';
import { deleteExpiredSignIns } from '../../db/tables/staffSignIn.ts';
import type { Work } from '../action.ts';
import { newToken } from '../staff/openSession.ts';

/** How long a browser may take to answer. Seconds. */
const challengeSeconds = 5 * 60;

export type Ceremony = {
  readonly purpose: ChallengePurpose;
  readonly door: PasskeyDoor;
  /** Null when the device says whose it is. */
  readonly ownerId: Id | null;
};

/** A new challenge, bound to who is asked, to what for, and to the site where it was asked. */
export async function newChallenge(work: Work, ceremony: Ceremony, site: PasskeySite): Promise<string> {
  const challenge = newToken(work);
  await deleteExpiredSignIns(work.tx, formatInstant(work.now));
  const expiresAt = formatInstant(addSeconds(work.now, challengeSeconds));
  await insertChallenge(work.tx, { ...ceremony, site, hash: work.safe.sha256(challenge) }, expiresAt);
  return challenge;
}

/** The challenge that an answer is for and the site where it was asked; it is used up. */
export async function answeredChallenge(work: Work, answer: PasskeyAnswer, ceremony: Ceremony) {
  const challenge = work.safe.passkeys.challengeOf(answer);
  if (challenge === undefined) throw new Refusal('passkey_refused');
  const wanted = { ...ceremony, hash: work.safe.sha256(challenge) };
  const site = await takeChallenge(work.tx, wanted, formatInstant(work.now));
  if (!site) throw new Refusal('passkey_refused', { message: 'This took too long, or was answered before. Try again.' });
  return { challenge, site };
}

/** Checks the proof of a passkey and counts its use. Alone (no password before it) its owner must have been verified by the device. */
export async function usePasskey(work: Work, answer: PasskeyAnswer, ceremony: Ceremony): Promise<Passkey> {
  const { challenge, site } = await answeredChallenge(work, answer, ceremony);
  const passkey = await lockPasskey(work.tx, ceremony.door, answer.id);
  if (passkey?.rpId !== site.rpId) throw new Refusal('passkey_refused');
  const isAlone = ceremony.purpose === 'sign_in';
  const proof = await work.safe.passkeys.used(answer, { challenge, site, passkey, isAlone });
  if (!proof) throw new Refusal('passkey_refused');
  await countPasskeyUse(work.tx, passkey.id, proof.counter, formatInstant(work.now));
  return passkey;
}
