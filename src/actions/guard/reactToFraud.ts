import type { Id } from '../../core/base/id.ts';
import { formatInstant } from '../../core/base/time.ts';
import { decideReaction, type GuardDecision } from '../../core/fraud/detect.ts';
import { actSentence } from '../../core/fraud/guardWords.ts';
import { getGuardWorld } from '../../db/reads/guardWorld.ts';
import { insertGuardAct, lockAccountGuard, saveGuardState } from '../../db/tables/accountGuards.ts';
import { raiseAlert } from '../../db/tables/alerts.ts';
import { sendCommand } from '../../db/tables/commands.ts';
import { listOutsideCalls } from '../../db/tables/guardWatch.ts';
import { queueLetter } from '../../db/tables/letters.ts';
import { findTimeZone } from '../../db/tables/settings.ts';
import { fraudLetter } from '../../mail/letters/fraud.ts';
import { action, done, type Work } from '../action.ts';

export type ReactToFraud = { readonly accountId: Id; readonly decision: GuardDecision };

/** Warnings about the same thing are worth one alert in so long. Seconds. */
const warnAgainSeconds = 43_200;

/**
 * Warns of an account, throttles or locks it, as it was decided; what staff did meanwhile (a release, a switch) counts. Alert and letter
 * go out with the same commit. Answers what was done; undefined = nothing, because it was done before.
 */
export const reactToFraud = action<ReactToFraud, GuardDecision['reaction'] | undefined>(
  'guard.react',
  'setting.change',
  async (work, { accountId, decision: wished }) => {
    const guard = await lockAccountGuard(work.tx, accountId);
    const { settings } = await getGuardWorld(work.tx);
    const account = guard ?? { isGuarded: false, state: 'none' as const, quietUntil: undefined };
    const decision = decideReaction(wished.findings, settings, account, work.now);
    if (!decision) return done(undefined, null);
    const { reaction, findings } = decision;
    const rules = findings.map(({ rule }) => rule);
    const said = actSentence(reaction, findings, work.now, await findTimeZone(work.tx));
    const period =
      reaction === 'warn' ? `${rules[0]} ${Math.floor(work.now / (warnAgainSeconds * 1000))}` : formatInstant(work.now);
    const isNew = await raiseAlert(
      ...([work.tx, `fraud ${accountId} ${reaction} ${period}`, accountId, { kind: 'fraud', reaction, said }] as const),
      { tellsCustomer: settings.tellsCustomer && reaction !== 'warn' },
    );
    if (!isNew) return done(undefined, null);
    if (reaction !== 'warn') await stop(work, accountId, reaction, said, settings.hangsUp);
    await insertGuardAct(work.tx, { accountId, at: work.now, kind: reaction, rules, said, by: 'system' });
    if (settings.mailTo !== '') {
      const letter = fraudLetter({ reaction, said, accountId: accountId.toString() });
      await queueLetter(work.tx, { key: `fraud ${accountId} ${reaction} ${period}`, to: settings.mailTo, accountId, ...letter });
    }
    return done(reaction, { accountId, detail: { reaction, rules, said } });
  },
);

/** The state stands before anybody hears of it: no call is granted between the two. */
async function stop(work: Work, accountId: Id, reaction: 'throttle' | 'lock', said: string, hangsUp: boolean): Promise<void> {
  await saveGuardState(work.tx, accountId, reaction === 'lock' ? 'locked' : 'throttled', said, work.now);
  if (reaction !== 'lock' || !hangsUp) return;
  for (const callId of await listOutsideCalls(work.tx, accountId)) await sendCommand(work.tx, { kind: 'hang_up', callId });
}
