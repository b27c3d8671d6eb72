import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import type { LiveCallRow, listLiveCalls } from '../../../http/contract/liveCalls.ts';

export type LiveList = AnswerOf<typeof listLiveCalls>;
export type LiveRates = LiveList['rates'];

export const liveFilterNames = ['search', 'state', 'direction', 'quality', 'account', 'provider'] as const;
export type LiveFilterValues = Readonly<Record<(typeof liveFilterNames)[number], string>>;

/** What the filters leave, the longest calls first: what begins appears below, and what is being read does not move away. */
export function filtered(calls: readonly LiveCallRow[], values: LiveFilterValues): readonly LiveCallRow[] {
  const { state, direction, quality, account, provider } = values;
  const isWanted = (call: LiveCallRow): boolean =>
    (state === '' || call.state === state) &&
    (direction === '' || call.direction === direction) &&
    (quality === '' || call.quality?.word === quality) &&
    (account === '' || call.accountId === account) &&
    (provider === '' || call.providerId === provider) &&
    isFound(call, values.search);
  return calls.filter(isWanted).sort((a, b) => (age(a) < age(b) ? -1 : Number(age(a) > age(b))));
}

/** Calls that began together have an order too. */
const age = ({ startedAt, callId }: LiveCallRow): string => `${startedAt} ${callId}`;

function isFound(call: LiveCallRow, search: string): boolean {
  if (search === '') return true;
  const wanted = search.toLowerCase();
  const digits = /^[\d\s()+./-]+$/.test(search) ? search.replace(/\D/g, '') : '';
  const texts = [call.accountName, call.destination, call.providerName, call.phoneLabel, call.callId, call.dialled];
  return (
    texts.some((text) => text.toLowerCase().includes(wanted)) ||
    (digits !== '' && [call.callerNumber, call.number, call.dialled].some((text) => text.includes(digits)))
  );
}

type Choice = { readonly value: string; readonly label: string };

/** The accounts, or the providers, of these calls: what can be chosen from, by name. A chosen one stays when its last call ends. */
export function choicesOf(
  calls: readonly LiveCallRow[],
  of: (call: LiveCallRow) => Choice | undefined,
  chosen: string,
): readonly Choice[] {
  const known = new Map(calls.flatMap((call) => of(call) ?? []).map((one) => [one.value, one]));
  if (chosen !== '' && !known.has(chosen)) known.set(chosen, { value: chosen, label: 'No call at the moment' });
  return [...known.values()].sort((a, b) => a.label.localeCompare(b.label));
}
