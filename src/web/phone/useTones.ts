import { useEffect } from 'react';
import { fill, useWords } from '../kit/words.tsx';
import { partyText } from './CallStatus.tsx';
import { showCallNotice } from './callNotice.ts';
import type { CallState } from './phoneState.ts';
import { phoneWords } from './phoneWords.ts';
import { startRinging } from './ringTone.ts';

/** Rings for a call that comes in: aloud, in the title of the page, and on the desktop where that was allowed; and while it rings there. */
export function useTones(call: CallState): void {
  const words = useWords(phoneWords);
  const isSilent = call.kind === 'ringing' && call.isHeard;
  const tone = call.kind === 'incoming' ? 'ring' : call.kind === 'ringing' && !isSilent ? 'ringback' : undefined;
  useEffect(() => (tone === undefined ? undefined : startRinging(tone)), [tone]);
  const from = call.kind === 'incoming' ? partyText(call.party, words) : undefined;
  const { incomingCall, callFrom } = words;
  useEffect(() => {
    if (from === undefined) return;
    const before = document.title;
    document.title = fill(callFrom, { who: from });
    const takeAway = showCallNotice(incomingCall, from);
    return () => {
      takeAway();
      document.title = before;
    };
  }, [from, incomingCall, callFrom]);
}
