import { rearmWarnings } from '../actions/alerts/rearmWarnings.ts';
import { writeAlertLetters } from '../actions/alerts/writeAlertLetters.ts';
import type { Office } from './office.ts';

/** At once; more would hold up the accounts that are locked for it. */
const accountsAtOnce = 500;
const lettersAtOnce = 100;

/** Carries changed warning levels over to all accounts, then writes to the customers whom alerts are about. */
export async function sendWarnings(office: Office): Promise<void> {
  while (await office.act(rearmWarnings, { limit: accountsAtOnce }));
  while ((await office.act(writeAlertLetters, { limit: lettersAtOnce })) === lettersAtOnce);
}
