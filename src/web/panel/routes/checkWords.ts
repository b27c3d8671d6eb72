import type { checkCall } from '../../../http/contract/callChecks.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';

type Answer = AnswerOf<typeof checkCall>;
type Step = Answer['steps'][number];

export const stepWords: Readonly<Record<Step['step'], string>> = {
  phone: 'Phone',
  account: 'Account',
  protocol: 'Protocol',
  number: 'Number',
  price: 'Price',
  allowed: 'Destination',
  route: 'Route',
  limits: 'Concurrent calls',
  caps: 'Spending caps',
  money: 'Balance',
  channels: 'Free channels',
};
export const verdictWords: Readonly<Record<Step['verdict'], string>> = {
  passed: 'Passed',
  refused: 'Refused',
  not_reached: 'Not reached',
  not_needed: 'Not needed',
};
export const skipWords: Readonly<Record<Answer['skipped'][number]['reason'], string>> = {
  gone: 'no longer there.',
  off: 'switched off.',
  maintenance: 'in maintenance; takes no new calls.',
  no_number: 'its number rules leave nothing to dial.',
  no_cost_rate: 'its cost deck has no rate for this number.',
  cost_blocked: 'its cost deck blocks this destination.',
  loss: 'costs more than the customer pays, and the route passes losses over.',
  loop: 'leads back to this vspPanel: calls would go round in a circle.',
  down: 'does not answer when it is asked.',
  fenced: 'left alone for a while after failed calls.',
  channels: 'all its channels are in use.',
  calls_per_second: 'so many calls began there in this second already.',
  spent_today: 'the cap of what may be spent there a day is reached.',
  spent_this_month: 'the cap of what may be spent there a month is reached.',
  too_far_back: 'its turn never comes: a call is tried at twelve hosts at most.',
};
