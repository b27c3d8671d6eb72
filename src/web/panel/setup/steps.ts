import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import type { getSetup } from '../../../http/contract/session.ts';

export type StepName = 'administrator' | 'company' | 'numbering' | 'package' | 'provider' | 'account' | 'call';
type Standing = AnswerOf<typeof getSetup>;

/** The six steps of the first run, and the call that ends it. */
export const steps: readonly { readonly name: StepName; readonly title: string; readonly help: string }[] = [
  { name: 'administrator', title: 'Administrator', help: 'Your name and password' },
  { name: 'company', title: 'Company', help: 'Country, currency, time zone' },
  { name: 'numbering', title: 'Numbering', help: 'Where customer numbers start' },
  { name: 'package', title: 'Billing package', help: 'What calls cost' },
  { name: 'provider', title: 'Provider', help: 'Where calls go out' },
  { name: 'account', title: 'First account', help: 'Your first customer' },
  { name: 'call', title: 'The first call', help: 'Hear it, see its price' },
];

/** Which step is next, as the server knows it; without an answer nobody is signed in yet. */
export function nextStep(standing: Standing | undefined): StepName {
  if (!standing) return 'administrator';
  if (!standing.hasCompany) return 'company';
  if (!standing.hasNumbering) return 'numbering';
  if (!standing.hasPackage) return 'package';
  if (!standing.hasProvider) return 'provider';
  return standing.hasAccount ? 'call' : 'account';
}

/** How far a step is along the way. */
export const orderOf = (name: StepName): number => steps.findIndex((step) => step.name === name);
