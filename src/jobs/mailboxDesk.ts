import type { ActionContext } from '../actions/run.ts';
import { run } from '../actions/run.ts';
import { keepMessage } from '../actions/voicemail/keepMessage.ts';
import { markMessage } from '../actions/voicemail/markMessage.ts';
import { openMailbox } from '../actions/voicemail/openMailbox.ts';
import { systemActor } from '../core/access/permission.ts';
import type { CallHandlers } from '../engines/engine.ts';

/** Wrong PINs of one number within this time, after which its mailbox stays shut for as long. */
const wrongPinsMax = 10;
const forgetAfterMilliseconds = 15 * 60_000;

type Wrong = { readonly count: number; readonly since: number };

/** What call control does about voicemail. Wrong PINs are counted in memory: who guesses them holds the phone's own secret already. */
export function mailboxDesk(context: ActionContext): Pick<CallHandlers, 'messageLeft' | 'openMailbox' | 'markMessage'> {
  const wrong = new Map<string, Wrong>();
  return {
    messageLeft: (left) => run(context, systemActor, keepMessage, left),
    openMailbox: async (networkNumber, pin) => {
      const now = context.clock();
      const before = wrong.get(networkNumber);
      const current = before && now - before.since < forgetAfterMilliseconds ? before : { count: 0, since: now };
      if (current.count >= wrongPinsMax) return { ok: false, why: 'locked' };
      // Counted before the PIN is looked at, so that many at once count as many.
      wrong.set(networkNumber, { ...current, count: current.count + 1 });
      const recordings = await run(context, systemActor, openMailbox, { networkNumber, pin });
      if (!recordings) return { ok: false, why: 'wrong_pin' };
      wrong.delete(networkNumber);
      return { ok: true, recordings };
    },
    markMessage: async (networkNumber, recording, mark) =>
      void (await run(context, systemActor, markMessage, { networkNumber, recording, mark })),
  };
}
