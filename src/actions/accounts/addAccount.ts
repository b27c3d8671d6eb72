import type { CustomerDetails } from '../../core/accounts/details.ts';
import { type AccountDefaults, openAccount, type WishedSettings } from '../../core/accounts/openAccount.ts';
import type { WishedCard } from '../../core/accounts/paymentCard.ts';
import { accountNumber, type Id } from '../../core/base/id.ts';
import { Refusal } from '../../core/base/refusal.ts';
import { formatInstant, localDate } from '../../core/base/time.ts';
import { startExtras, type WishedExtra } from '../../core/extras/extra.ts';
import { extraFaults } from '../../core/extras/extraFaults.ts';
import { usePreset } from '../../core/extras/preset.ts';
import { insertAccountGuard } from '../../db/tables/accountGuards.ts';
import { insertAccount } from '../../db/tables/accounts.ts';
import { findDefaultPreset } from '../../db/tables/extraPresets.ts';
import { insertExtra } from '../../db/tables/extras.ts';
import { insertNetworkNumber } from '../../db/tables/networkNumbers.ts';
import { insertNote } from '../../db/tables/notes.ts';
import { type LockedSettings, lockSettings } from '../../db/tables/settings.ts';
import { action, done, nameOf, type Work } from '../action.ts';
import { storeCard } from '../cards/storeCard.ts';
import { checkChoices } from './checkChoices.ts';
import { type Credentials, giveSecret } from './giveSecret.ts';
import { mailCredentials, needAddress, type PhoneServer } from './mailCredentials.ts';
import { takeNumber } from './mintNumber.ts';

export type AddAccount = {
  readonly details: CustomerDetails;
  readonly settings: WishedSettings;
  readonly customerNumber: string | undefined;
  /** Undefined: those of the operator's default preset. */
  readonly extras: readonly WishedExtra[] | undefined;
  /** Empty = none. */
  readonly note: string;
  /** Sends the phone's credentials to the customer's e-mail. */
  readonly sendByMail?: PhoneServer | undefined;
  readonly card?: WishedCard | undefined;
};
export type AddedAccount = { readonly accountId: Id; readonly credentials: Credentials };

/** Adds an account with its first phone, extras, note and card. */
export const addAccount = action<AddAccount, AddedAccount>('account.add', 'account.add', async (work, input) => {
  const settings = await lockSettings(work.tx);
  const opened = openAccount(input.settings, defaultsOf(settings));
  if (!opened.ok) throw new Refusal('invalid_input', { faults: opened.faults });
  await checkChoices(work, opened.settings);
  if (input.sendByMail) needAddress(input.details);
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
  await insertAccountGuard(work.tx, accountId);
  await insertNetworkNumber(work.tx, { accountId, number: customerNumber, label: '', createdAt, secret: stored });
  await addExtras(work, accountId, input.extras ?? (await defaultExtras(work)), settings);
  if (input.note !== '') await insertNote(work.tx, { accountId, authorName: nameOf(work.doer), body: input.note, createdAt });
  const card = input.card && (await storeCard(work, accountId, input.card, 'card.'));
  if (input.sendByMail)
    await mailCredentials(work, { accountId, customer: input.details, credentials, isReset: false }, input.sendByMail);
  const { paymentType } = opened.settings;
  const sent = input.sendByMail && { sentTo: input.details.email };
  return done(
    { accountId, credentials },
    { accountId, detail: { customerNumber, paymentType, ...(card && { card: card.masked }), ...sent } },
  );
});

async function defaultExtras(work: Work): Promise<readonly WishedExtra[]> {
  return usePreset((await findDefaultPreset(work.tx))?.extras ?? []);
}

type Where = Pick<LockedSettings, 'timeZone' | 'currency'>;

async function addExtras(
  work: Work,
  accountId: Id,
  wished: readonly WishedExtra[],
  { timeZone, currency }: Where,
): Promise<void> {
  const extras = startExtras(wished, localDate(work.now, timeZone));
  const faults = extraFaults(extras, extras, currency);
  if (faults.length > 0) throw new Refusal('invalid_input', { faults });
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
    hourlySpendLimit: settings.defaultHourlySpendLimit,
    creditLimit: settings.defaultCreditLimit,
    allowedPrefixes: settings.defaultAllowedPrefixes,
    blockedPrefixes: settings.defaultBlockedPrefixes,
  };
}

/** Chance, not a counter: an account number tells nobody how many customers there are. Unique in the table. */
function fifteenDigits(work: Work): string {
  const random = work.safe.randomBytes(8).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  return String(10n ** 14n + (random % (9n * 10n ** 14n)));
}
