import type { CustomerDetails } from '../../core/accounts/details.ts';
import { type AccountDefaults, openAccount, type WishedSettings } from '../../core/accounts/openAccount.ts';
import type { WishedCard } from '../../core/accounts/paymentCard.ts';
import { accountNumber, type Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant, localDate } from '../../core/base/time.ts';
import { startExtras, type WishedExtra } from '../../core/extras/extra.ts';
import { insertAccount } from '../../db/tables/accounts.ts';
import { insertExtra } from '../../db/tables/extras.ts';
import { insertNetworkNumber } from '../../db/tables/networkNumbers.ts';
import { insertNote } from '../../db/tables/notes.ts';
import { type LockedSettings, lockSettings } from '../../db/tables/settings.ts';
import { action, done, nameOf, type Work } from '../action.ts';
import { storeCard } from '../cards/storeCard.ts';
import { checkChoices } from './checkChoices.ts';
import { type Credentials, giveSecret } from './giveSecret.ts';
import { takeNumber } from './mintNumber.ts';

export type AddAccount = {
  readonly details: CustomerDetails;
  readonly settings: WishedSettings;
  readonly customerNumber: string | undefined;
  readonly extras: readonly WishedExtra[];
  /** Empty = none. */
  readonly note: string;
  readonly card?: WishedCard | undefined;
};
export type AddedAccount = { readonly accountId: Id; readonly credentials: Credentials };

/** Adds an account with its first phone, extras, note and card. */
export const addAccount = action<AddAccount, AddedAccount>('account.add', 'account.add', async (work, input) => {
  const settings = await lockSettings(work.tx);
  const opened = openAccount(input.settings, defaultsOf(settings));
  if (!opened.ok) throw new Refusal('invalid_input', { faults: opened.faults });
  await checkChoices(work, opened.settings);
  const customerNumber = await takeNumber(work, settings, input.customerNumber, 'customerNumber');
  const { credentials, stored } = giveSecret(work, customerNumber, opened.settings.protocol, undefined);

  const createdAt = formatInstant(work.now);
  const accountId = await insertAccount(work.tx, {
    accountNumber: accountNumber(fifteenDigits(work)),
    customerNumber,
    currency: settings.currency,
    createdAt,
    createdBy: nameOf(work.doer),
    details: input.details,
    settings: opened.settings,
  });
  await insertNetworkNumber(work.tx, { accountId, number: customerNumber, label: '', createdAt, secret: stored });
  await addExtras(work, accountId, input.extras, settings.timeZone);
  if (input.note !== '') await insertNote(work.tx, { accountId, authorName: nameOf(work.doer), body: input.note, createdAt });
  const card = input.card && (await storeCard(work, accountId, input.card, 'card.'));
  const { paymentType } = opened.settings;
  return done(
    { accountId, credentials },
    { accountId, detail: { customerNumber, paymentType, ...(card && { card: card.masked }) } },
  );
});

async function addExtras(work: Work, accountId: Id, wished: readonly WishedExtra[], timeZone: string): Promise<void> {
  const extras = startExtras(wished, localDate(work.now, timeZone));
  const late = extras.findIndex((extra) => extra.endsOn !== null && extra.endsOn < extra.startsOn);
  if (late >= 0)
    throw new Refusal('invalid_input', {
      faults: [{ field: `extras.${late}.endsOn`, message: 'The end lies before the start.' }],
    });
  for (const [index, extra] of extras.entries()) await insertExtra(work.tx, accountId, index + 1, extra, formatInstant(work.now));
}

function defaultsOf(settings: LockedSettings): AccountDefaults {
  return {
    paymentType: settings.defaultPaymentType,
    protocol: settings.defaultProtocol,
    billingPackageId: settings.defaultBillingPackageId,
    routeId: settings.defaultRouteId,
    callLimit: settings.defaultCallLimit,
    dailySpendLimit: settings.defaultDailySpendLimit,
  };
}

/** Chance, not a counter: an account number tells nobody how many customers there are. Unique in the table. */
function fifteenDigits(work: Work): string {
  const random = work.safe.randomBytes(8).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  return String(10n ** 14n + (random % (9n * 10n ** 14n)));
}
