import { checkCard, maskCard, type WishedCard } from '../../core/accounts/paymentCard.ts';
import type { Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant, localDate } from '../../core/base/time.ts';
import { insertCardVault, lockCardVault } from '../../db/tables/cardVault.ts';
import { countCards, insertCard, nextCardId } from '../../db/tables/paymentCards.ts';
import { findTimeZone } from '../../db/tables/settings.ts';
import { makeFingerprintKey, openFingerprintKey, sealCard } from '../../vault/cards.ts';
import { nameOf, type Work } from '../action.ts';
import { cardKey } from './cardKey.ts';

/** More than any customer has; a list that grows beyond it is somebody trying cards. */
const cardsMax = 10;

/**
 * Checks a card and stores it sealed, inside the transaction of whoever calls. `place` is where its fields stand in the
 * request, such as `card.`. Answers its id and all that the audit trail may know of it.
 */
export async function storeCard(
  work: Work,
  accountId: Id,
  wished: WishedCard,
  place: string,
): Promise<{ readonly cardId: Id; readonly masked: string }> {
  const checked = checkCard(wished, localDate(work.now, await findTimeZone(work.tx)));
  if (!checked.ok)
    throw new Refusal('invalid_input', { faults: checked.faults.map((one) => ({ ...one, field: place + one.field })) });
  if ((await countCards(work.tx, accountId)) >= cardsMax)
    throw new Refusal('in_use', { message: `This account has ${cardsMax} cards. Remove one first.` });

  const { number, ...shown } = checked.card;
  const { key, fingerprintKey } = await currentKeys(work);
  const cardId = await nextCardId(work.tx);
  const sealed = sealCard(key, fingerprintKey, number, { cardId, accountId });
  await insertCard(work.tx, {
    ...{ ...shown, ...sealed, id: cardId, accountId },
    ...{ createdAt: formatInstant(work.now), createdBy: nameOf(work.doer) },
  });
  return { cardId, masked: maskCard(shown) };
}

/** What the database says to seal with, held until this transaction ends; set up by the first card. */
async function currentKeys(work: Work) {
  let vault = await lockCardVault(work.tx, 'seal');
  if (!vault) {
    const { newest } = work.cardKeys();
    await insertCardVault(work.tx, { keyId: newest.id, fingerprintKeyWrapped: makeFingerprintKey(newest) });
    vault = await lockCardVault(work.tx, 'seal');
  }
  if (!vault) throw new Error('the card vault was not set up');
  const key = cardKey(work, vault.keyId);
  return { key, fingerprintKey: openFingerprintKey(key, vault.fingerprintKeyWrapped) };
}
