import { readBrowserPhones } from '../actions/calls/readBrowserPhones.ts';
import { oneAtATime } from '../memory/oneAtATime.ts';
import type { CallDesk } from './callDesk.ts';

/** So many browsers of one number ring, the newest: nobody sits before more. */
const browsersMax = 4;

/** Which browsers ring beside the phones of their numbers. */
export type BrowserRinging = {
  /** Reads anew who has registered; logins that have ended are forgotten. */
  readonly renew: () => Promise<void>;
  /** A change of the database: "registration web-…" or "browser_phone web-… 42"; anything else is passed over. */
  readonly hear: (payload: string) => Promise<void>;
};

/** Tells the engine which browsers are phones right now. */
export function openBrowserRinging({ context, engine }: Pick<CallDesk, 'context' | 'engine'>): BrowserRinging {
  let known: ReadonlySet<string> = new Set();
  const renew = oneAtATime(async () => {
    const registered = await readBrowserPhones(context);
    const byNumber = new Map<string, string[]>();
    for (const { networkNumber, username } of registered) {
      const others = byNumber.get(networkNumber) ?? [];
      if (others.length < browsersMax) byNumber.set(networkNumber, [...others, username]);
    }
    engine.ringBrowsers(byNumber);
    const names = new Set(registered.map(({ username }) => username));
    const gone = [...known].filter((username) => !names.has(username));
    known = names;
    if (gone.length > 0) await engine.forgetPhones(gone);
  });
  return {
    renew,
    hear: async (payload) => {
      const [noun, name = ''] = payload.split(' ');
      if (noun === 'browser_phone') {
        await engine.forgetPhones([name]);
        return renew();
      }
      if (noun === 'registration' && name.startsWith('web-')) return renew();
    },
  };
}
