import { type FieldFault, Refusal } from '../../core/base/refusal.ts';
import { isSameMoment, type RouteRule } from '../../core/routing/route.ts';
import { existingProviders } from '../../db/tables/providers.ts';
import type { Work } from '../action.ts';

/** Refuses unknown providers, a provider twice in one rule and two rules for the same calls, each at its field. */
export async function checkRules(work: Work, rules: readonly RouteRule[]): Promise<void> {
  const known = new Set(await existingProviders(work.tx, [...new Set(rules.flatMap((rule) => rule.providerIds))]));
  const faults = rules.flatMap((rule, index): FieldFault[] => {
    const field = `rules.${index}`;
    const isDouble = rules.findIndex((other) => isSameMoment(other, rule)) < index;
    return [
      ...(isDouble
        ? [{ field: `${field}.prefix`, message: `The prefix "${rule.prefix}" stands twice for the same calls.` }]
        : []),
      ...(rule.providerIds.every((id) => known.has(id))
        ? []
        : [{ field: `${field}.providerIds`, message: 'There is no such provider.' }]),
      ...(new Set(rule.providerIds).size < rule.providerIds.length
        ? [{ field: `${field}.providerIds`, message: 'A provider stands twice in this rule.' }]
        : []),
    ];
  });
  if (faults.length > 0) throw new Refusal('invalid_input', { faults });
}
