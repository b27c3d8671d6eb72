import type { AnswerOf, BodyOf } from '../../../http/contract/endpoint.ts';
import type { addRoute, listRoutes } from '../../../http/contract/network.ts';

export type RouteRow = AnswerOf<typeof listRoutes>['items'][number];
type Rule = RouteRow['rules'][number];
/** One weekly time of a rule, as the form has it. */
export type WindowValues = { readonly days: string[]; readonly from: string; readonly to: string };
export type RuleValues = {
  readonly key: string;
  readonly prefix: string;
  readonly providerIds: readonly string[];
  readonly choice: Rule['choice'];
  /** By provider id; '' = 1. */
  readonly weights: Readonly<Record<string, number | ''>>;
  readonly windows: readonly WindowValues[];
  readonly callerGroup: string;
};
export type RouteValues = {
  readonly name: string;
  readonly rules: readonly RuleValues[];
  readonly stopAt: readonly string[];
  readonly noAnswerSeconds: number | '';
  readonly lossGuard: RouteRow['lossGuard'];
  readonly lossAt: RouteRow['lossAt'];
};

/** In which order the providers of a rule are tried. */
export const ruleChoices: readonly { readonly value: Rule['choice']; readonly label: string }[] = [
  { value: 'ordered', label: 'In this order' },
  { value: 'least_cost', label: 'Cheapest first' },
  { value: 'weighted', label: 'Shared by weight' },
];

let count = 0;
export const newRule = (): RuleValues => {
  count += 1;
  return { key: `new-${count}`, prefix: '', providerIds: [], choice: 'ordered', weights: {}, windows: [], callerGroup: '' };
};
export const newWindow = (): WindowValues => ({ days: ['1', '2', '3', '4', '5'], from: '08:00', to: '18:00' });

export function routeValues(route: RouteRow | undefined): RouteValues {
  if (!route)
    return { name: '', rules: [newRule()], stopAt: ['19'], noAnswerSeconds: '', lossGuard: 'off', lossAt: 'first_minute' };
  return {
    name: route.name,
    rules: route.rules.map((rule, index) => ({
      ...{ key: `known-${index}`, prefix: rule.prefix, providerIds: rule.providerIds, choice: rule.choice },
      weights: Object.fromEntries(rule.providerIds.map((id, place) => [id, rule.weights[place] ?? 1])),
      windows: rule.windows.map(({ days, from, to }) => ({ days: days.map(String), from, to })),
      callerGroup: rule.callerGroup,
    })),
    stopAt: route.stopAt.map(String),
    noAnswerSeconds: route.noAnswerSeconds ?? '',
    lossGuard: route.lossGuard,
    lossAt: route.lossAt,
  };
}

export function routeBody(values: RouteValues): BodyOf<typeof addRoute> {
  return {
    ...{ name: values.name, lossGuard: values.lossGuard, lossAt: values.lossAt },
    stopAt: values.stopAt.map(Number),
    noAnswerSeconds: values.noAnswerSeconds === '' ? null : values.noAnswerSeconds,
    rules: values.rules.map(({ prefix, providerIds, choice, weights, windows, callerGroup }) => ({
      ...{ prefix, choice, callerGroup, providerIds: [...providerIds] },
      weights: choice === 'weighted' ? providerIds.map((id) => weights[id] || 1) : [],
      windows: windows.map(({ days, from, to }) => ({ days: days.map(Number), from, to })),
    })),
  };
}

/**
 * The route with this provider first wherever no other rule decides: in its rule for every number, which is made when there is
 * none. Who was there follows in the old order; of a rule by weight the newcomer has the weight 1, and the cheapest stays the cheapest.
 */
export function withFirst(route: RouteRow, providerId: string): BodyOf<typeof addRoute> {
  const values = routeValues(route);
  const general = values.rules.find(isGeneral) ?? newRule();
  const providerIds = [providerId, ...general.providerIds.filter((id) => id !== providerId)];
  const rules = [...values.rules.filter((rule) => rule !== general), { ...general, providerIds }];
  return routeBody({ ...values, rules });
}

const isGeneral = ({ prefix, windows, callerGroup }: RuleValues): boolean =>
  prefix === '' && windows.length === 0 && callerGroup === '';
