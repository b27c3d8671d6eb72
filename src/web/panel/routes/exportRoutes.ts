import { saveFile, toCsv } from '../../kit/csv.ts';
import { type RouteRow, ruleChoices } from './routeValues.ts';
import { whenText } from './ruleText.ts';

const header = ['Route', 'Accounts', 'Used for', 'Prefix', 'Caller group', 'When', 'Providers', 'Tried', 'Weights'];

/** Saves routes as CSV, one line for each rule. */
export function exportRoutes(routes: readonly RouteRow[]): void {
  const rows = routes.flatMap((route) =>
    route.rules.map((rule) => [
      ...[route.name, String(route.accountCount), usedFor(route).join(', ')],
      ...[rule.prefix, rule.callerGroup, whenText(rule), rule.providerNames.join(', ')],
      ...[ruleChoices.find(({ value }) => value === rule.choice)?.label ?? '', rule.weights.join(', ')],
    ]),
  );
  saveFile('routes.csv', toCsv(header, rows));
}

/** What a route is the choice of under Settings. */
export const usedFor = ({ isDefault, isEmergency }: RouteRow): readonly string[] => [
  ...(isDefault ? ['New accounts'] : []),
  ...(isEmergency ? ['Emergency calls'] : []),
];
