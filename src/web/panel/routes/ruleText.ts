import { windowText } from '../../../core/routing/weeklyWindow.ts';
import type { RouteRow } from './routeValues.ts';

const joints = { ordered: ', then ', least_cost: ' or ', weighted: ' and ' } as const;
const ends = { ordered: '', least_cost: ', the cheapest first', weighted: ', shared by weight' } as const;

/** A rule in one line. */
export function ruleText(rule: RouteRow['rules'][number]): string {
  const who = rule.callerGroup === '' ? '' : ` for ${rule.callerGroup}`;
  const when = rule.windows.length === 0 ? '' : `, ${whenText(rule)}`;
  const prefix = rule.prefix === '' ? 'Every number' : `+${rule.prefix}`;
  return `${prefix}${who}${when} → ${rule.providerNames.join(joints[rule.choice])}${ends[rule.choice]}`;
}

/** When a rule holds; empty = always. */
export const whenText = ({ windows }: RouteRow['rules'][number]): string => windows.map(windowText).join(' and ');
