import type { CallDecision } from '../../core/calls/call.ts';

/** AGI cuts a command that is longer than 2048 bytes (AGI_BUF_LEN of res_agi.c), and "SET VARIABLE PLAN" stands before the plan. */
const planMax = 2000;

type Granted = Extract<CallDecision, { ok: true }>;

/**
 * A plan is never cut: one that is too long rings no browsers, then fewer members of its groups, then has fewer attempts, each
 * from the end, so that attempts keep their numbers. `write` says the plan as text.
 */
export function fitPlan(decision: CallDecision, write: (decision: CallDecision, hasBrowsers: boolean) => string): string {
  const whole = write(decision, true);
  if (!decision.ok || whole.length <= planMax) return whole;
  let fewer = decision;
  let text = write(fewer, false);
  while (text.length > planMax && fewer.attempts.length > 0) {
    fewer = withoutLast(fewer);
    text = write(fewer, false);
  }
  return text;
}

function withoutLast(decision: Granted): Granted {
  const { attempts } = decision;
  const at = attempts.findLastIndex((one) => one.kind === 'group' && one.members.length > 1);
  const group = attempts[at];
  if (group?.kind !== 'group') return { ...decision, attempts: attempts.slice(0, -1) };
  return { ...decision, attempts: attempts.with(at, { ...group, members: group.members.slice(0, -1) }) };
}
