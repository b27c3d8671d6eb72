import type { SignupState } from '../../../core/accounts/signup.ts';
import { signupLanguages } from '../../../core/accounts/signupForm.ts';
import { signupWords } from '../../../core/accounts/signupWords.ts';

/** The operator's words for the states of a signup. */
export const stateWords: Readonly<Record<SignupState, string>> = {
  received: 'E-mail not confirmed',
  waiting: 'Waiting',
  approved: 'Approved',
  rejected: 'Rejected',
  expired: 'Expired',
};
export const stateColours: Readonly<Record<SignupState, string>> = {
  received: 'gray',
  waiting: 'yellow',
  approved: 'green',
  rejected: 'red',
  expired: 'gray',
};
export const eventWords: Readonly<Record<string, string>> = {
  received: 'Form received',
  confirmed: 'E-mail confirmed',
  expired: 'Link expired, nobody confirmed',
  approved: 'Approved',
  rejected: 'Rejected',
  letter_withheld: 'No confirmation letter: this e-mail had three today',
};
export const sameWords = { email: 'same e-mail', phone: 'same phone', place: 'same name and street' } as const;
export const languageChoices = signupLanguages.map((value) => ({ value, label: signupWords[value].name }));
export const fieldLabels = signupWords.en.labels;
/** Where a signup was sent from. */
export const siteText = (site: string): string => (site === 'hosted' ? 'Hosted page' : site);
