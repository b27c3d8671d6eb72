import { attackedProtocols } from '../../../core/access/ban.ts';
import type { listBans, listSignInFailures } from '../../../http/contract/bans.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';

export type Ban = AnswerOf<typeof listBans>['items'][number];
export type SignInFailure = AnswerOf<typeof listSignInFailures>['items'][number];

export const stateWords = {
  in_force: { label: 'Banned', color: 'red' },
  ended: { label: 'Ended', color: 'gray' },
  lifted: { label: 'Lifted', color: 'gray' },
} as const satisfies Record<Ban['state'], { label: string; color: string }>;

/** A warning that is open shuts nobody out. */
export const stateOf = ({ kind, state }: Ban): { readonly label: string; readonly color: string } =>
  kind === 'warning' && state === 'in_force' ? { label: 'Warning', color: 'yellow' } : stateWords[state];

/** Why, in a sentence. Numbers that were tried are a stranger's words. */
export function reasonOf({ kind, failures, protocols, names, note }: Ban): string {
  if (failures === 0) return note === '' ? 'Banned by hand.' : note;
  const over = protocols.map((one) => attackedProtocols[one]).join(' and ');
  const tried = names.length === 0 ? '' : `, tried as ${names.map((name) => (name === '' ? '(nothing)' : name)).join(', ')}`;
  const beside = kind === 'warning' ? '. Good phones are registered there, so it was not banned.' : '.';
  return `${failures} wrong secrets or unknown numbers over ${over}${tried}${beside}`;
}

export const doorWords: Readonly<Record<SignInFailure['door'], string>> = { panel: 'Panel', portal: 'Portal', api_key: 'API' };
